import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
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
import { type Draft, MatterCard } from './matter-card.tsx'
import { SignOutLine } from './sign-out-line.tsx'
import { TodayList } from './today-list.tsx'
import { useUnratedFor } from './unrated-for.ts'
import { useDesk } from './use-desk.ts'

const NO_DRAFT: Draft = { item: null, reference: '' }

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
  const [finding, setFinding] = useState(false)
  const closeFinder = useCallback(() => setFinding(false), [])

  // A draft belongs to the next matter alone: whatever opened it, the one after starts empty.
  const [draft, setDraft] = useState(NO_DRAFT)
  const [draftFor, setDraftFor] = useState(counter.matter?.id)
  if (draftFor !== counter.matter?.id) {
    setDraftFor(counter.matter?.id)
    setDraft(NO_DRAFT)
    setLeaving(false)
  }

  const handlers = useMemo(() => {
    const next = () => {
      const reference = draft.reference.trim()
      if (counter.next !== 'open' || (!draft.item && reference === '')) return desk.next()
      return desk.open({ ...(draft.item && { item: draft.item.code }), ...(reference && { reference }) })
    }
    return {
      ...deskKeys(desk),
      next,
      unrated: () => setUnratedOpen(true),
      search: () => setFinding(true),
      back: () => {
        setLeaving(false)
        desk.setNotice(null)
      },
    }
  }, [desk, draft, counter.next, setUnratedOpen])
  useHotkeys(host.hotkeys, handlers)
  useKeyHeard(host, handlers, desk, true)

  const signOut = useCallback(
    () => (counter.matter ? setLeaving(true) : void desk.signOut()),
    [counter.matter, desk],
  )
  const actions = useMemo(
    () => ({
      next: handlers.next,
      search: () => setFinding(true),
      signOut,
      onlyMissing: () => setOnlyMissing(true),
    }),
    [handlers, signOut],
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
        {leaving && <SignOutLine onSure={() => desk.signOut()} onCancel={() => setLeaving(false)} />}
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
          draft={draft}
          onDraft={setDraft}
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
            empty={onlyMissing ? t('today.none-missing') : t('today.none')}
          />
        </section>
      </main>
      {finding && (
        <ItemFinder
          onClose={closeFinder}
          onChoose={(item) => (counter.matter ? desk.changeItem(item.code) : setDraft({ ...draft, item }))}
        />
      )}
      <footer className="foot">{today && <CoverageBar coverage={today.coverage} />}</footer>
      <Announcer counter={counter} more={said} />
    </div>
  )
}
