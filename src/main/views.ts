/** The sections of the snapshot, as a page with these roles may see them. No level is read here at all. */
import { usualItem } from '../counter/matter.ts'
import { view as viewOf } from '../counter/view.ts'
import { padSpeaks } from '../device/check/facts.ts'
import { CONSULTATION } from '../shared/people.ts'
import type { CounterView, Role, Snapshot } from '../shared/views.ts'
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
  return viewOf(state, now, usualItem(state, { items: parts.roster.item, defaultItem: CONSULTATION }))
}

type Views = { [S in Section]: (parts: Parts, roles: readonly Role[]) => Snapshot[S] }

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
      hotkeys: parts.hotkeys(),
      unratedReasons: parts.settings.roster().policy.unratedReasons,
      speaks: config.speech === 'auto' && !hasVoice(parts),
      roles: [...roles],
      trouble: parts.trouble(),
    }
  },
  counter: (parts, roles) => {
    const seen = counterView(parts)
    return works(parts, roles) ? seen : { ...seen, matter: null, ask: null, pauseReason: null }
  },
  today: (parts, roles) => {
    const shift = parts.counter.state().shift
    if (!shift || !works(parts, roles)) return null
    const today = parts.log.today(shift.staff.number, startOfDay(parts.clock.now()))
    return {
      matters: today.matters,
      coverage: {
        matters: today.count,
        asked: today.asked,
        rated: today.rated,
        unrated: today.unrated,
        target: parts.settings.roster().policy.coverageTarget,
      },
    }
  },
  pad: (parts) => parts.keypad.view(),
  delivery: (parts) => parts.deliverer.view(),
}

/** @returns one section for a page that holds `roles`. */
export const sectionView = <S extends Section>(
  parts: Parts,
  section: S,
  roles: readonly Role[],
): Snapshot[S] => VIEWS[section](parts, roles)
