import { Button } from 'antd'
import { formatMoment } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { useCommand } from '../wire/use-store.ts'

/** Calls back the tokens that let people fetch this counter's log. */
export const TokensPart = ({ revokedAt, look }: { revokedAt: number | null; look: () => Promise<void> }) => {
  const { t, language } = useText()
  const revoke = useCommand('offer.revoke')
  return (
    <>
      <h3 className="offer-part">{t('offer.tokens')}</h3>
      <p className="soft">{t('offer.tokens-about')}</p>
      {revokedAt !== null && (
        <output className="said">{t('offer.revoked', { time: formatMoment(revokedAt, language) })}</output>
      )}
      <FaultLine fault={revoke.fault} />
      <div className="row">
        <Button loading={revoke.busy} onClick={() => revoke.run({}).then(look)}>
          {t('offer.revoke')}
        </Button>
      </div>
    </>
  )
}
