/** The sections of the snapshot, as a page with these roles may see them. No level is read here at all. */
import { preselected } from '../counter/matter.ts'
import { view as viewOf } from '../counter/view.ts'
import type { MatterOfLog } from '../db/log/views.ts'
import { padSpeaks } from '../device/check/facts.ts'
import { CONSULTATION } from '../shared/people.ts'
import type { CounterView, MatterRow, Role, Snapshot } from '../shared/views.ts'
import type { Section } from './hub.ts'
import type { Parts } from './parts.ts'
import { VERSION } from './version.ts'

/** Local midnight before `now`, ms UTC. */
const startOfDay = (now: number) => new Date(now).setHours(0, 0, 0, 0)

/** Without a pad nobody is spoken to. */
const hasVoice = (parts: Parts): boolean => {
  const profile = parts.profiles.get(parts.settings.config().keypad?.profile ?? '')
  return !profile || padSpeaks(profile)
}

/** The counter as of now, for whoever may see all of it. */
export const counterView = (parts: Parts): CounterView => {
  const state = parts.counter.state()
  const now = { at: parts.clock.now(), mono: parts.clock.mono() }
  const { roster, usualItem } = parts
  return viewOf(state, now, preselected(state, { items: roster.item, defaultItem: CONSULTATION, usualItem }))
}

type Views = { [S in Section]: (parts: Parts, roles: readonly Role[]) => Snapshot[S] }

const share = (part: number, of: number): number | null => (of === 0 ? null : part / of)

/** The clerk's view ends where the lock begins. */
const works = (parts: Parts, roles: readonly Role[]) =>
  roles.includes('clerk') && !parts.counter.state().locked

const VIEWS: Views = {
  host: (parts, roles) => {
    const config = parts.settings.config()
    return {
      version: VERSION,
      boot: parts.boot,
      station: config.station,
      language: config.language,
      practice: parts.practice !== null,
      fresh: parts.settings.fresh() && parts.practice === null,
      capabilities: parts.host.capabilities,
      hotkeys: parts.hotkeys.view(),
      hotkeyPause: parts.hotkeys.pause(),
      keyHeard: works(parts, roles) ? parts.hotkeys.heard() : null,
      unratedReasons: parts.settings.roster().policy.unratedReasons,
      visit: parts.settings.roster().policy.visit,
      speaks: config.speech === 'auto' && !hasVoice(parts),
      dayCode: parts.sealing.dayCode(),
      roles: [...roles],
      trouble: parts.trouble(),
    }
  },
  counter: (parts, roles) => {
    const seen = counterView(parts)
    return works(parts, roles) ? seen : { ...seen, matter: null, waiting: [], ask: null, pauseReason: null }
  },
  today: (parts, roles) => {
    const { shift, unexplained } = parts.counter.state()
    if (!shift || !works(parts, roles)) return null
    const today = parts.log.today(shift.staff.number, startOfDay(parts.clock.now()))
    const row = ({ shift: of, ...matter }: MatterOfLog): MatterRow => ({
      ...matter,
      ownShift: of === shift.id,
    })
    return {
      matters: today.matters.map(row),
      unexplained: unexplained.flatMap((id) => parts.log.matter(id) ?? []).map(row),
      coverage: {
        matters: today.count,
        asked: today.asked,
        rated: today.rated,
        unrated: today.unrated,
        target: parts.settings.roster().policy.coverageTarget,
        ofAsked: share(today.rated, today.asked),
        ofMatters: share(today.rated, today.rated + today.unrated),
      },
    }
  },
  pad: (parts) => parts.display.padView() ?? parts.keypad.view(),
  delivery: (parts) => parts.deliverer.view(),
  display: (parts, roles) => (roles.includes('display') || parts.practice ? parts.display.view() : null),
}

/** @returns one section for a page that holds `roles`. */
export const sectionView = <S extends Section>(
  parts: Parts,
  section: S,
  roles: readonly Role[],
): Snapshot[S] => VIEWS[section](parts, roles)
