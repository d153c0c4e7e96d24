import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { DetectView } from '../../shared/detect.ts'
import { useText } from '../i18n/i18n.ts'
import type { Speak } from '../i18n/zh-CN.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { useCommand } from '../wire/use-store.ts'
import { Findings } from './findings.tsx'
import { KeyboardPad } from './keyboard-pad.tsx'
import type { Choices } from './use-choices.ts'
import { useDetect } from './use-detect.ts'
import type { LinkForm } from './use-link-form.ts'
import { useTyped } from './use-typed.ts'

const secondsOf = (ms: number | null) => Math.ceil((ms ?? 0) / 1_000)

/** The one line that says what is to be done now. */
const whatNow = ({ phase, leftMs, tied, found, findings, fault }: DetectView, t: Speak): string | null => {
  const seconds = secondsOf(leftMs)
  if (phase === 'which') return t('find.press-which', { seconds })
  if (phase === 'press' && tied.length > 0)
    return t('find.press-another', { profiles: tied.join(' '), seconds })
  if (phase === 'press') return t('find.press', { seconds })
  if (phase === 'looking') return t('find.looking')
  const [only, another] = found
  if (another) return t(findings.at(-1)?.advice?.code === 'detect/alike' ? 'find.tie' : 'find.tie-keys')
  if (only) return t('find.found', { profile: only.profile })
  return fault ? null : t('find.not-found')
}

interface DetectCardProps extends Pick<Choices, 'ports' | 'profiles'> {
  form: LinkForm
}

/** Which keypad hangs on the chosen port; of several alike, on which one. */
export const DetectCard = ({ ports, profiles, form }: DetectCardProps) => {
  const { t, language } = useText()
  const { view, fault, look } = useDetect(form.fill)
  const start = useCommand('device.detect-start')
  const stop = useCommand('device.detect-stop')
  const listening = view?.phase === 'press' || view?.phase === 'which'
  const typed = useTyped(listening)
  const card = useRef<HTMLElement>(null)
  /** Asked for without a port. */
  const [asked, setAsked] = useState(false)
  const port = form.port.trim()
  const going = view && view.phase !== 'done' ? view.number : null
  // Whoever began it reads on here; and a pad that types must not type into a field.
  useEffect(() => {
    if (going !== null) card.current?.focus()
  }, [going])
  const begin = (chosen: string[]) => start.run({ ports: chosen }).then(look)
  const alike = (ports ?? [])
    .filter(({ proposal, vendorId }) => vendorId && proposal.apart === 'press')
    .map(({ port }) => port)
  const titleOf = (name: string) => {
    const known = profiles.find((profile) => profile.name === name)
    return known ? `${language === 'zh-CN' ? known.zh : known.en} · ${name}` : name
  }
  const said = view && whatNow(view, t)
  const tied = view?.phase === 'done' && view.found.length > 1 ? view.found : []
  return (
    <section className="card" aria-label={t('find.title')} ref={card} tabIndex={-1}>
      <h2>{t('find.title')}</h2>
      <FaultLine fault={fault ?? start.fault ?? stop.fault ?? view?.fault ?? null} />
      {!view && !fault && <p className="soft">{t('find.none')}</p>}
      {said && (
        <output className="check-summary" aria-live="polite">
          <strong>{said}</strong>
          {view && <span className="mono">{view.ports.join(' · ')}</span>}
        </output>
      )}
      {tied.length > 0 && (
        <div className="ports">
          {tied.map((found) => (
            <Button key={found.profile} onClick={() => form.fill(found)}>
              {t('find.use', { profile: titleOf(found.profile) })}
            </Button>
          ))}
        </div>
      )}
      {asked && port === '' && <p className="warn">{t('find.no-port')}</p>}
      <KeyboardPad typed={typed} />
      <div className="row">
        {going === null ? (
          <Button
            type="primary"
            loading={start.busy}
            onClick={() => (port === '' ? setAsked(true) : begin([port]))}
          >
            {t('find.start')}
          </Button>
        ) : (
          <Button onClick={() => stop.run({}).then(look)}>{t('find.stop')}</Button>
        )}
        {going === null && alike.length > 1 && (
          <Button onClick={() => begin(alike.slice(0, 8))}>{t('find.which')}</Button>
        )}
      </div>
      {view && <Findings findings={view.findings} />}
    </section>
  )
}
