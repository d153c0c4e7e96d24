import { Button, Checkbox, Input, Select } from 'antd'
import { type FormEvent, useCallback, useState } from 'react'
import type { Output } from '../../shared/commands.ts'
import { ANY_ADDRESS, DEFAULT_OFFER_PORT, type OfferPlace } from '../../shared/offer.ts'
import { formatMoment } from '../format.ts'
import { useText } from '../i18n/i18n.ts'
import { FaultLine } from '../parts/fault-line.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { usePoll } from '../parts/use-now.ts'
import { useCommand, useStore } from '../wire/use-store.ts'
import { StickForm } from './stick-form.tsx'
import { TokensPart } from './tokens-part.tsx'
import '../theme/offer.css'

type Offer = Output<'offer.get'>
const LOOK_MS = 5000

/** Off, offered, or wanted and not to be had: icon and word. */
const Light = ({ offer }: { offer: Offer }) => {
  const { t } = useText()
  if (!offer.at)
    return (
      <span className="soft">
        <Icon name="none" /> {t('offer.off')}
      </span>
    )
  return offer.listening ? (
    <span className="good">
      <Icon name="check" /> {t('offer.on')}
    </span>
  ) : (
    <span className="warn">
      <Icon name="warn" /> {t('offer.not-yet')}
    </span>
  )
}

/** How a counter is known, and who came. */
const Facts = ({ offer }: { offer: Offer }) => {
  const { t, language } = useText()
  return (
    <>
      {offer.at && offer.fingerprint && (
        <p>
          {t('offer.fingerprint')}
          <br />
          <span className="mono offer-fingerprint">{offer.fingerprint}</span>
        </p>
      )}
      {offer.line && (
        <>
          <Field label={t('offer.line')}>
            {(id) => <Input.TextArea id={id} className="mono" readOnly autoSize value={offer.line ?? ''} />}
          </Field>
          <p className="soft">{t('offer.line-about')}</p>
        </>
      )}
      <h3 className="offer-part">{t('offer.pulls')}</h3>
      {offer.pulls.length === 0 ? (
        <p className="soft">{t('offer.no-pulls')}</p>
      ) : (
        <ul className="offer-pulls">
          {offer.pulls.map(({ at, ...pull }) => (
            <li key={`${at} ${pull.from}`}>
              {t('offer.pull', { time: formatMoment(at, language), ...pull })}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Lets hall IT fetch the log over the network, or write it for a stick. */
export const OfferCard = () => {
  const { t } = useText()
  const store = useStore()
  const save = useCommand('offer.set')
  const [offer, setOffer] = useState<Offer | null>(null)
  const [draft, setDraft] = useState<{ at: OfferPlace | null } | null>(null)
  const [saved, setSaved] = useState(false)
  const look = useCallback(async () => {
    const result = await store.call('offer.get', {})
    if (result.ok) setOffer(result.value)
  }, [store])
  usePoll(true, LOOK_MS, look)
  if (!offer) return null

  const at = draft ? draft.at : offer.at
  const change = (next: OfferPlace | null) => {
    setDraft({ at: next })
    setSaved(false)
  }
  const addresses = [...new Set([...offer.addresses, ...(offer.at ? [offer.at.address] : []), ANY_ADDRESS])]
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await save.run({ at })
    setSaved(result.ok)
    if (result.ok) setDraft(null)
    await look()
  }
  return (
    <section className="card" aria-label={t('offer.title')}>
      <div className="card-head">
        <h2>{t('offer.title')}</h2>
        <Light offer={offer} />
      </div>
      <p className="soft">{t('offer.about')}</p>
      <form className="fields" onSubmit={submit}>
        <p>
          <Checkbox
            checked={at !== null}
            onChange={(event) =>
              change(
                event.target.checked
                  ? { address: addresses[0] ?? ANY_ADDRESS, port: DEFAULT_OFFER_PORT }
                  : null,
              )
            }
          >
            {t('offer.switch')}
          </Checkbox>
        </p>
        {offer.addresses.length === 0 && <p className="warn">{t('offer.no-address')}</p>}
        {at && (
          <div className="pair">
            <Field label={t('offer.address')}>
              {(id) => (
                <Select
                  id={id}
                  value={at.address}
                  options={addresses.map((value) => ({
                    value,
                    label: value === ANY_ADDRESS ? t('offer.any') : value,
                  }))}
                  onChange={(address) => change({ ...at, address })}
                />
              )}
            </Field>
            <Field label={t('offer.port')}>
              {(id) => (
                <Input
                  id={id}
                  className="mono"
                  inputMode="numeric"
                  value={String(at.port)}
                  onChange={(event) => change({ ...at, port: Number(event.target.value.replace(/\D/g, '')) })}
                />
              )}
            </Field>
          </div>
        )}
        <FaultLine fault={save.fault ?? offer.trouble} />
        {saved && <output className="said">{t('offer.saved')}</output>}
        <div className="row">
          <Button htmlType="submit" loading={save.busy}>
            {t('offer.save')}
          </Button>
        </div>
      </form>
      <Facts offer={offer} />
      <TokensPart revokedAt={offer.revokedAt} look={look} />
      <StickForm />
    </section>
  )
}
