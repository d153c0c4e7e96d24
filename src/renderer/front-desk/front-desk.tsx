import { Button } from 'antd'
import { memo, useCallback, useMemo, useState } from 'react'
import type { MatterRow } from '../../shared/views.ts'
import { HotkeyPauseLine } from '../hotkeys/hotkey-pause.tsx'
import { deskKeys, useHotkeys } from '../hotkeys/use-hotkeys.ts'
import { useKeyHeard } from '../hotkeys/use-key-heard.ts'
import { useText } from '../i18n/i18n.ts'
import { Announcer } from '../parts/announcer.tsx'
import { FaultLine } from '../parts/fault-line.tsx'
import { Unreachable } from '../parts/shell.tsx'
import { Speech } from '../speech/speech.ts'
import { snapshotOf, useSection, useSelected, useStore } from '../wire/use-store.ts'
import { CoverageBar } from './coverage-bar.tsx'
import { DeskHead } from './desk-head.tsx'
import { useDeskOffers } from './desk-offers.ts'
import { ItemFinder } from './item-finder.tsx'
import { MatterCard } from './matter-card.tsx'
import { ReasonsDialog } from './reasons-dialog.tsx'
import { SignOutLine } from './sign-out-line.tsx'
import { TodayCard } from './today-card.tsx'
import { useUnratedFor } from './unrated-for.ts'
import { type Desk, useDesk } from './use-desk.ts'

const Troubles = memo(({ desk }: { desk: Desk }) => {
  const { t } = useText()
  const host = useSection('host')
  const pad = useSection('pad')
  const delivery = useSection('delivery')
  return (
    <>
      <Unreachable />
      <HotkeyPauseLine pause={host.hotkeyPause} />
      <FaultLine fault={host.trouble} />
      <FaultLine fault={pad.trouble} />
      <FaultLine
        fault={delivery.trouble}
        action={<Button onClick={() => desk.deliver()}>{t('delivery.now')}</Button>}
      />
    </>
  )
})

const Coverage = memo(({ onMissing }: { onMissing: () => void }) => {
  const today = useSection('today')
  if (!today) return null
  return <CoverageBar coverage={today.coverage} missing={today.unexplained.length} onMissing={onMissing} />
})

/** What the palette offers: it shows nothing, and the page need not be drawn for it. */
const Offers = ({ desk, actions }: { desk: Desk; actions: Parameters<typeof useDeskOffers>[1] }): null => {
  useDeskOffers(desk, actions)
  return null
}

/** The clerk's page: the matter in hand, today's matters, coverage. Each part looks at what it shows alone. */
export const FrontDesk = () => {
  const store = useStore()
  const host = useSection('host')
  const { desk, notice } = useDesk()
  const unrated = useUnratedFor()
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
  const current = useSelected((page) => snapshotOf(page).counter.matter?.id ?? null)
  const [reference, setReference] = useState('')
  const [referenceFor, setReferenceFor] = useState(current)
  if (referenceFor !== current) {
    setReferenceFor(current)
    setReference('')
    setLeaving(false)
  }

  // What these do depends on the counter as it is when they are called: they stay the same, and nothing is drawn for them.
  const now = useCallback(() => snapshotOf(store.getState()), [store])
  const search = useCallback(() => setFinding({ matter: now().counter.matter?.id ?? null }), [now])
  const next = useCallback(() => {
    const given = reference.trim()
    return now().counter.next === 'open' && given !== '' ? desk.open({ reference: given }) : desk.next()
  }, [now, desk, reference])
  const leave = useCallback(() => {
    if ((now().today?.unexplained.length ?? 0) > 0) setExplaining('sign-out')
    else desk.signOut()
  }, [now, desk])
  const signOut = useCallback(
    () => (now().counter.matter === null ? leave() : setLeaving(true)),
    [now, leave],
  )
  const handlers = useMemo(
    () => ({
      ...deskKeys(desk),
      next,
      unrated: () => setUnratedOpen(true),
      search,
      back: () => {
        setLeaving(false)
        desk.setNotice(null)
      },
    }),
    [desk, next, search, setUnratedOpen],
  )
  useHotkeys(host.hotkeys, handlers)
  useKeyHeard(host, handlers, desk, true)
  const actions = useMemo(
    () => ({ next, search, signOut, onlyMissing: () => setOnlyMissing(true), explain: explainToday }),
    [next, search, signOut, explainToday],
  )

  return (
    <div className={`desk ${host.practice ? 'practice' : ''}`}>
      <DeskHead desk={desk} onSignOut={signOut} />
      <div className="troubles">
        {leaving && <SignOutLine onSure={leave} onCancel={() => setLeaving(false)} />}
        <Troubles desk={desk} />
      </div>
      <main className="desk-main">
        <MatterCard
          desk={desk}
          notice={notice}
          reference={reference}
          onReference={setReference}
          onNext={next}
          onSearch={search}
          unrated={unrated}
        />
        <TodayCard
          onlyMissing={onlyMissing}
          onOnlyMissing={setOnlyMissing}
          onItem={findForRow}
          onExplain={explainToday}
        />
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
          {...(explaining === 'sign-out' && { onSignOut: () => desk.signOut() })}
          onClose={() => setExplaining(null)}
        />
      )}
      <footer className="foot">
        <Coverage onMissing={explainToday} />
      </footer>
      <Announcer more={notice?.kind === 'said' ? notice.text : ''} />
      <Offers desk={desk} actions={actions} />
      <Speech />
    </div>
  )
}
