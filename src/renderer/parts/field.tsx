import { type ReactNode, useId } from 'react'
import { useText } from '../i18n/i18n.ts'

interface FieldProps {
  label: string
  /** Set when it was sent without an answer: says so beneath. */
  empty?: boolean
  hidden?: boolean
  children: (id: string) => ReactNode
}

/** A label above its control. The control gets the id. */
export const Field = ({ label, empty = false, hidden = false, children }: FieldProps) => {
  const { t } = useText()
  const id = useId()
  return (
    <div className="field" hidden={hidden}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {empty && (
        <span className="field-problem" role="alert">
          {t('field.empty', { field: label })}
        </span>
      )}
    </div>
  )
}
