import { Button } from 'antd'
import { formatCount, formatMoment } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { DeliveryLight } from '../parts/lights.tsx'
import { useCommand, useSnapshot } from '../wire/use-store.ts'

/** What waits for the hall, since when, and why. */
export const DeliveryCard = () => {
  const { t, language } = useText()
  const { delivery } = useSnapshot()
  const now = useCommand('delivery.now')
  return (
    <section className="card" aria-label={t('it.delivery')}>
      <div className="card-head">
        <h2>{t('it.delivery')}</h2>
        <DeliveryLight delivery={delivery} />
      </div>
      <dl>
        <dt>{t('it.hall')}</dt>
        <dd className="mono">{delivery.hall ?? t('delivery.none')}</dd>
        <dt>{t('it.waiting')}</dt>
        <dd className="figure">{formatCount(delivery.waiting, language)}</dd>
        <dt>{t('it.last-contact')}</dt>
        <dd className="figure">
          {delivery.lastContactAt === null ? t('it.never') : formatMoment(delivery.lastContactAt, language)}
        </dd>
      </dl>
      <FaultLine fault={now.fault ?? delivery.trouble} />
      <div className="row">
        <Button loading={now.busy} onClick={() => now.run({})}>
          {t('delivery.now')}
        </Button>
      </div>
    </section>
  )
}
