import { Button, Input, Segmented } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Launch } from '../../shared/programs.ts'
import { useText } from '../i18n/i18n.ts'
import { Field } from '../parts/field.tsx'
import { argsOf, OTHERS } from './launch-list.ts'

interface LaunchFormProps {
  busy: boolean
  /** @returns whether it was taken. */
  onAdd: (code: string, launch: Launch) => Promise<boolean>
}

/** Which item, and what it opens: a program with arguments, or a page. */
export const LaunchForm = ({ busy, onAdd }: LaunchFormProps) => {
  const { t } = useText()
  const [kind, setKind] = useState<'program' | 'url'>('program')
  const [code, setCode] = useState('')
  const [target, setTarget] = useState('')
  const [args, setArgs] = useState('')
  const [tried, setTried] = useState(false)
  const empty = target.trim() === ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (empty) return
    const launch = kind === 'url' ? { url: target.trim() } : { program: target.trim(), args: argsOf(args) }
    if (!(await onAdd(code.trim() || OTHERS, launch))) return
    setCode('')
    setTarget('')
    setArgs('')
    setTried(false)
  }
  const line = { className: 'mono', autoComplete: 'off', spellCheck: false }
  return (
    <form className="launch-form" onSubmit={submit}>
      <Field label={t('launch.item')}>
        {(id) => (
          <Input
            {...line}
            id={id}
            value={code}
            maxLength={64}
            onChange={({ target: { value } }) => setCode(value)}
          />
        )}
      </Field>
      <Segmented
        name="launch-kind"
        aria-label={t('launch.kind')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'program', label: t('launch.program') },
          { value: 'url', label: t('launch.url') },
        ]}
      />
      <Field label={t(kind === 'url' ? 'launch.address' : 'launch.path')} empty={tried && empty}>
        {(id) => (
          <Input
            {...line}
            id={id}
            value={target}
            maxLength={kind === 'url' ? 1024 : 260}
            onChange={({ target: { value } }) => setTarget(value)}
          />
        )}
      </Field>
      {kind === 'program' && (
        <Field label={t('launch.args')}>
          {(id) => (
            <Input.TextArea
              {...line}
              id={id}
              value={args}
              rows={3}
              onChange={({ target: { value } }) => setArgs(value)}
            />
          )}
        </Field>
      )}
      <Button htmlType="submit" loading={busy}>
        {t('launch.add')}
      </Button>
    </form>
  )
}
