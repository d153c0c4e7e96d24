import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../shared/commands.ts'
import { LABELS, LEVELS, type Level } from '../../shared/levels.ts'
import type { Snapshot } from '../../shared/views.ts'
import { pageClock } from '../clock.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Shell } from '../parts/shell.tsx'
import { usePoll } from '../parts/use-now.ts'
import { leavePad } from '../route.ts'
import { useCommand, useSnapshot, useStore } from '../wire/use-store.ts'

const POLL_MS = 1000
const THANKS_MS = 3000

type PadState = Output<'practice.pad'>

/**
 * What the keypad shows now. `lights` are the PC's commands, newest last; not every keypad has a command that ends an
 * ask nobody answered, so `ask` holds only while one is open, and thanks for three seconds.
 */
const promptOf = (counter: Snapshot['counter'], lights: readonly string[], thanking: boolean) => {
  const last = lights.at(-1)
  if (last === 'thanks' && thanking) return 'pad-page.thanks'
  return last === 'ask' && counter.ask ? 'pad-page.ask' : 'pad-page.idle'
}

/** @returns whether thanks have come in the last three seconds; those that were there before the page do not count. */
const useThanking = (lights: readonly string[] | undefined): boolean => {
  const [seen, setSeen] = useState(lights)
  const [thanking, setThanking] = useState(false)
  if (lights && lights.join() !== seen?.join()) {
    setSeen(lights)
    setThanking(seen !== undefined && lights.at(-1) === 'thanks')
  }
  useEffect(() => {
    if (thanking) return pageClock.after(THANKS_MS, () => setThanking(false))
  }, [thanking])
  return thanking
}

const keyOf = (pad: PadState | null, level: Level): string | undefined =>
  pad?.keys.find((key) => key.level === level)?.key

/** The keypad as the citizen sees it on the counter. Practice only: its keys go through the emulated keypad's wire. */
export const PadPage = () => {
  const { t } = useText()
  const store = useStore()
  const { host, counter, pad: link } = useSnapshot()
  const press = useCommand('practice.press')
  const [pad, setPad] = useState<PadState | null>(null)

  const look = useCallback(async () => {
    const result = await store.call('practice.pad', {})
    if (result.ok) setPad(result.value)
  }, [store])
  const thanking = useThanking(pad?.lights)
  usePoll(host.practice, POLL_MS, look)
  // Between two polls: whenever the keypad's link or the ask changed, its lights may have too.
  useEffect(() => {
    if (host.practice && (link || counter.ask)) look()
  }, [host.practice, link, counter.ask, look])

  if (!host.practice) {
    return (
      <Shell title={t('pad-page.title')}>
        <p className="narrow">{t('pad-page.only-practice')}</p>
      </Shell>
    )
  }
  const prompt = promptOf(counter, pad?.lights ?? [], thanking)
  const pressLevel = async (key: string) => {
    await press.run({ key })
    await look()
  }
  return (
    <Shell title={t('pad-page.title')} onBack={leavePad}>
      <div className="keypad-page">
        <section className="keypad" aria-label={t('pad-page.title')}>
          <div className={`keypad-screen ${prompt === 'pad-page.idle' ? '' : 'lit'}`} aria-live="polite">
            {t(prompt)}
          </div>
          <div className="keypad-keys">
            {LEVELS.map((level) => {
              const key = keyOf(pad, level)
              return (
                <button
                  type="button"
                  key={level}
                  className={`keypad-key ${prompt === 'pad-page.ask' ? 'lit' : ''}`}
                  onClick={() => key !== undefined && pressLevel(key)}
                >
                  <span className="keypad-lamp" aria-hidden="true" />
                  <span>{LABELS['2010'][level].zh}</span>
                </button>
              )
            })}
          </div>
        </section>
        <FaultLine fault={press.fault} />
      </div>
    </Shell>
  )
}
