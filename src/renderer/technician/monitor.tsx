import { useCallback, useState } from 'react'
import type { MonitorEvent } from '../../shared/commands.ts'
import type { Fault } from '../../shared/result.ts'
import { formatTime } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { usePoll } from '../parts/use-now.ts'
import { useStore } from '../wire/use-store.ts'
import { spacedHex } from './hex.ts'

const POLL_MS = 500

const WAY: Record<MonitorEvent['direction'], PlainKey> = {
  in: 'device.in',
  out: 'device.out',
  note: 'device.note',
}

/** Newest first, each with a name that stays its own while the list grows: its time and its place within it. */
const keyed = (events: MonitorEvent[]): { event: MonitorEvent; key: string }[] => {
  const seen = new Map<number, number>()
  const named = events.map((event) => {
    const place = seen.get(event.at) ?? 0
    seen.set(event.at, place + 1)
    return { event, key: `${event.at}-${place}` }
  })
  return named.toReversed()
}

/** What crosses the wire, newest first. While a shift is open the program refuses: raw bytes are levels. */
export const Monitor = () => {
  const { t, language } = useText()
  const store = useStore()
  const [events, setEvents] = useState<MonitorEvent[]>([])
  const [fault, setFault] = useState<Fault | null>(null)
  const poll = useCallback(async () => {
    const result = await store.call('device.monitor', {})
    setEvents(result.ok ? result.value : [])
    setFault(result.ok ? null : result.error)
  }, [store])
  usePoll(true, POLL_MS, poll)

  return (
    <section className="card monitor" aria-label={t('device.monitor')}>
      <h2>{t('device.monitor')}</h2>
      <FaultLine fault={fault} />
      {!fault && events.length === 0 && <p className="empty">{t('device.monitor-none')}</p>}
      {events.length > 0 && (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th>{t('device.at')}</th>
                <th>{t('device.direction')}</th>
                <th>{t('device.bytes')}</th>
                <th>{t('device.meaning')}</th>
              </tr>
            </thead>
            <tbody>
              {keyed(events).map(({ event, key }) => (
                <tr key={key}>
                  <td className="figure">{formatTime(event.at, language, true)}</td>
                  <td className={`way-${event.direction}`}>{t(WAY[event.direction])}</td>
                  <td className="mono">{spacedHex(event.hex)}</td>
                  <td>{event.text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
