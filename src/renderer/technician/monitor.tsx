import type { LabelSet } from '../../shared/levels.ts'
import type { MonitorEvent } from '../../shared/monitor.ts'
import type { Fault } from '../../shared/result.ts'
import { formatCount, formatTime } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { type MonitorRow, monitorRows } from './monitor-rows.ts'
import type { Wire } from './use-monitor.ts'
import { heardWords } from './words.ts'

const WAY: Record<MonitorEvent['direction'], PlainKey> = {
  in: 'device.in',
  out: 'device.out',
  note: 'device.note',
}
const REFUSALS = ['noise', 'bad-length', 'bad-checksum', 'unknown'] as const

const Bytes = ({ bytes }: Pick<MonitorRow, 'bytes'>) => {
  const { t } = useText()
  return (
    <span className="bytes">
      {bytes.map(({ hex, changed }, place) => {
        const name = `${place} ${hex}`
        return changed ? (
          <mark key={name} title={t('device.changed')}>
            {hex}
          </mark>
        ) : (
          <span key={name}>{hex}</span>
        )
      })}
    </span>
  )
}

/** What crosses the wire, newest first, and how much of it was refused. */
export const Monitor = ({ wire, fault, labels }: { wire: Wire; fault: Fault | null; labels: LabelSet }) => {
  const { t, language } = useText()
  const rows = monitorRows(wire.events)
  return (
    <section className="card monitor" aria-label={t('device.monitor')}>
      <h2>{t('device.monitor')}</h2>
      <FaultLine fault={fault} />
      <dl className="refusals" aria-label={t('device.skips')}>
        {REFUSALS.map((why) => (
          <div key={why}>
            <dt>{t(`device.skip-${why}`)}</dt>
            <dd className={wire.skips[why] > 0 ? 'figure warn' : 'figure'}>
              {formatCount(wire.skips[why], language)}
            </dd>
          </div>
        ))}
      </dl>
      {!fault && rows.length === 0 && <p className="empty">{t('device.monitor-none')}</p>}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it.
        <section className="scroll" aria-label={t('device.monitor')} tabIndex={0}>
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
              {rows.map((row) => (
                <tr key={row.number}>
                  <td className="figure">{formatTime(row.at, language, true)}</td>
                  <td className={`way-${row.direction}`}>{t(WAY[row.direction])}</td>
                  <td>
                    <Bytes bytes={row.bytes} />
                  </td>
                  <td className="heard">{row.heard && heardWords(row.heard, t, language, labels)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
