import { Input } from 'antd'
import { Field } from '../parts/field.tsx'

interface PasswordFieldProps {
  label: string
  value: string
  onChange: (password: string) => void
  /** Sent without an answer. */
  empty: boolean
  autoFocus?: boolean
  kind?: 'current-password' | 'new-password'
}

/** A password with its label; never filled in by the page. */
export const PasswordField = ({
  label,
  value,
  onChange,
  empty,
  autoFocus = false,
  kind = 'current-password',
}: PasswordFieldProps) => (
  <Field label={label} empty={empty}>
    {(id) => (
      <Input.Password
        id={id}
        size="large"
        autoFocus={autoFocus}
        value={value}
        maxLength={256}
        autoComplete={kind}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
)
