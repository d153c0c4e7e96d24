import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import type { MatterRow } from '../../shared/views.ts'
import { HotkeyPauseLine } from '../hotkeys/hotkey-pause.tsx'
import { deskKeys, useHotkeys } from '../hotkeys/use-hotkeys.ts'
import { useKeyHeard } from '../hotkeys/use-key-heard.ts'
import { useText } from '../i18n/i18n.ts'
import { Announcer } from '../parts/announcer.tsx'
import { FaultLine } from '../parts/fault-line.tsx'
import { Unreachable } from '../parts/shell.tsx'
import { useSpeech } from '../speech/use-speech.ts'
import { useSnapshot } from '../wire/use-store.ts'
import { CoverageBar } from './coverage-bar.tsx'
import { DeskHead } from './desk-head.tsx'
import { useDeskOffers } from './desk-offers.ts'
import { ItemFinder } from './item-finder.tsx'
import { MatterCard } from './matter-card.tsx'
import { ReasonsDialog } from './reasons-dialog.tsx'
import { SignOutLine } from './sign-out-line.tsx'
import { TodayList } from './today-list.tsx'
import { useUnratedFor } from './unrated-for.ts'
import { useDesk } from './use-desk.ts'

/** The clerk's page: the matter in hand, today's matters, coverage. */
export const FrontDesk = () => {
  const { t } = useText()
  const snapshot = useSnapshot()
  const desk = useDesk()
  useSpeech()
  const { host, counter, today, pad, delivery } = snapshot
  const unrated = useUnratedFor(snapshot)
  const { setOpen: setUnratedOpen } = unrated
  const [leaving, setLeaving] = useState(false)
  const [onlyMissing, setOnlyMissing] = useState(false)
  // An item is looked for on behalf of one matter, or of the next (null), however the counter moves meanwhile.
  const [finding, setFinding] = useState<{ matter: string | null } | null>(null)
  const closeFinder = useCallback(() => setFinding(null), [])
  const [explaining, setExplaining] = useState<'today' | 'sign-out' | null>(null)
  const findForRow = useCallback((row: MatterRow) => setFinding({ matter: row.id }), [])
  const explainToday = useCallback(() => setExplaining('today'), [])

  // A reference belongs to the next matter alone: whatever opened it, the one after starts empty.
  const current = counter.matter?.id ?? null
  const [reference, setReference] = useState('')
  const [referenceFor, setReferenceFor] = useState(current)
  if (referenceFor !== current) {
    setReferenceFor(current)
    setReference('')
    setLeaving(false)
  }

  const handlers = useMemo(() => {
    const next = () => {
      const given = reference.trim()
      return counter.next === 'open' && given !== '' ? desk.open({ reference: given }) : desk.next()
    }
    return {
      ...deskKeys(desk),
      next,
      unrated: () => setUnratedOpen(true),
      search: () => setFinding({ matter: current }),
      back: () => {
        setLeaving(false)
        desk.setNotice(null)
      },
    }
  }, [desk, reference, counter.next, current, setUnratedOpen])
  useHotkeys(host.hotkeys, handlers)
  useKeyHeard(host, handlers, desk, true)

  const unexplained = today?.unexplained ?? []
  const unasked = unexplained.length
  const leave = useCallback(
    () => (unasked > 0 ? setExplaining('sign-out') : void desk.signOut()),
    [unasked, desk],
  )
  const signOut = useCallback(() => (current === null ? leave() : setLeaving(true)), [current, leave])
  const actions = useMemo(
    () => ({
      next: handlers.next,
      search: () => setFinding({ matter: current }),
      signOut,
      onlyMissing: () => setOnlyMissing(true),
      explain: () => setExplaining('today'),
    }),
    [handlers, signOut, current],
  )
  useDeskOffers(desk, actions)

  const matters = today?.matters ?? []
  const missing = matters.filter(({ outcome }) => outcome === 'unrated')
  const last = matters.find(({ outcome }) => outcome !== 'open') ?? null
  const said = desk.notice?.kind === 'said' ? desk.notice.text : ''
  return (
    <div className={`desk ${host.practice ? 'practice' : ''}`}>
      <DeskHead snapshot={snapshot} desk={desk} onSignOut={signOut} />
      <div className="troubles">
        {leaving && <SignOutLine onSure={leave} onCancel={() => setLeaving(false)} />}
        <Unreachable />
        <HotkeyPauseLine pause={host.hotkeyPause} />
        <FaultLine fault={host.trouble} />
        <FaultLine fault={pad.trouble} />
        <FaultLine
          fault={delivery.trouble}
          action={<Button onClick={() => desk.deliver()}>{t('delivery.now')}</Button>}
        />
      </div>
      <main className="desk-main">
        <MatterCard
          host={host}
          counter={counter}
          last={last}
          desk={desk}
          reference={reference}
          onReference={setReference}
          onNext={handlers.next}
          onSearch={actions.search}
          unrated={unrated}
        />
        <section className="card today-card" aria-label={t('today.title')}>
          <div className="card-head">
            <h2>{t('today.title')}</h2>
            <Button type="text" aria-pressed={onlyMissing} onClick={() => setOnlyMissing(!onlyMissing)}>
              {onlyMissing ? t('today.all') : t('today.only-missing', { unrated: missing.length })}
            </Button>
          </div>
          <TodayList
            rows={onlyMissing ? missing : matters}
            host={host}
            unexplained={new Set(unexplained.map(({ id }) => id))}
            onItem={findForRow}
            onExplain={explainToday}
            empty={onlyMissing ? t('today.none-missing') : t('today.none')}
          />
        </section>
      </main>
      {finding && (
        <ItemFinder
          onClose={closeFinder}
          onChoose={({ code }) =>
            finding.matter === null ? desk.chooseNext(code) : desk.changeItem(code, finding.matter)
          }
        />
      )}
      {explaining && (
        <ReasonsDialog
          desk={desk}
          rows={unexplained}
          {...(explaining === 'sign-out' && { onSignOut: () => desk.signOut() })}
          onClose={() => setExplaining(null)}
        />
      )}
      <footer className="foot">
        {today && <CoverageBar coverage={today.coverage} missing={unasked} onMissing={explainToday} />}
      </footer>
      <Announcer counter={counter} more={said} />
    </div>
  )
}
