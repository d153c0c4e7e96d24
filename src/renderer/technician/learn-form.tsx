import { Button, Checkbox, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { LABELS, LEVELS, type Level } from '../../shared/levels.ts'
import type { LineSettings } from '../../shared/profile.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { useCommand } from '../wire/use-store.ts'

const RATES = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200]
const FORMATS = {
  '8N1': { dataBits: 8, parity: 'none', stopBits: 1 },
  '8E1': { dataBits: 8, parity: 'even', stopBits: 1 },
  '8O1': { dataBits: 8, parity: 'odd', stopBits: 1 },
  '8N2': { dataBits: 8, parity: 'none', stopBits: 2 },
  '7E1': { dataBits: 7, parity: 'even', stopBits: 1 },
  '7O1': { dataBits: 7, parity: 'odd', stopBits: 1 },
} as const satisfies Record<string, Omit<LineSettings, 'baudRate'>>
type Format = keyof typeof FORMATS

interface LearnFormProps {
  port: string
  /** It has begun. */
  onStart: () => void
}

/** Which keys the pad has, how often each is pressed, and how its line is set. */
export const LearnForm = ({ port, onStart }: LearnFormProps) => {
  const { t, language } = useText()
  const start = useCommand('device.learn-start')
  const [levels, setLevels] = useState<readonly Level[]>(LEVELS)
  const [times, setTimes] = useState(3)
  const [baudRate, setBaudRate] = useState(9600)
  const [format, setFormat] = useState<Format>('8N1')
  const [missing, setMissing] = useState(false)
  const serial = !/^(tcp|hid):/.test(port)

  /** A pad with few keys often says 满意, so both wordings stand beside the level. */
  const words = (level: Level) => {
    const own = language === 'zh-CN' ? 'zh' : 'en'
    return `${LABELS['2010'][level][own]} / ${LABELS['2020'][level][own]}`
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(true)
    if (port === '' || levels.length < 2) return
    const line = { baudRate, ...FORMATS[format] }
    // Best first, as they stand on the pad.
    const order = LEVELS.filter((level) => levels.includes(level))
    const begun = await start.run({ port, line, levels: order, times })
    if (begun.ok) onStart()
  }
  return (
    <form className="learn-form" onSubmit={submit}>
      <fieldset className="field">
        <legend className="field-name">{t('learn.keys')}</legend>
        {LEVELS.map((level) => (
          <Checkbox
            key={level}
            checked={levels.includes(level)}
            onChange={({ target }) =>
              setLevels((old) => (target.checked ? [...old, level] : old.filter((other) => other !== level)))
            }
          >
            {t('learn.key-of', { level, words: words(level) })}
          </Checkbox>
        ))}
      </fieldset>
      <div className="triple">
        <Field label={t('learn.times')}>
          {(id) => (
            <Select
              id={id}
              value={times}
              onChange={setTimes}
              options={[1, 2, 3, 4, 5].map((value) => ({ value, label: String(value) }))}
            />
          )}
        </Field>
        {serial && (
          <>
            <Field label={t('learn.baud')}>
              {(id) => (
                <Select
                  id={id}
                  value={baudRate}
                  onChange={setBaudRate}
                  options={RATES.map((value) => ({ value, label: String(value) }))}
                />
              )}
            </Field>
            <Field label={t('learn.format')}>
              {(id) => (
                <Select
                  id={id}
                  value={format}
                  onChange={setFormat}
                  options={(Object.keys(FORMATS) as Format[]).map((value) => ({ value, label: value }))}
                />
              )}
            </Field>
          </>
        )}
      </div>
      {missing && port === '' && <p className="warn">{t('find.no-port')}</p>}
      {missing && levels.length < 2 && <p className="warn">{t('learn.few')}</p>}
      <FaultLine fault={start.fault} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={start.busy}>
          {t('learn.start')}
        </Button>
      </div>
    </form>
  )
}
