/** A page's program with canned answers, for tests of the pages alone. It runs inside the page: no imports but types. */
import { ACTIONS, DEFAULT_KEYS } from '../../src/shared/hotkeys/actions.ts'
import type { AsideView, KeepView } from '../../src/shared/keep.ts'
import type { MonitorEvent } from '../../src/shared/monitor.ts'
import { DEFAULT_POLICY } from '../../src/shared/people.ts'
import { TASKS, type TasksView } from '../../src/shared/practice.ts'
import type { LaunchSettings, ProgramsView } from '../../src/shared/programs.ts'
import type { CounterView, HostView, MatterRow, Push, Snapshot } from '../../src/shared/views.ts'
import type { Reply, Wire } from '../../src/shared/wire.ts'
import { decisionsFor, hotkeysView } from './hotkey-sights.ts'

/** An answer that never comes. */
export const HELD: Reply = { ok: true, value: 'held' }

/** Answers by method: a Reply for every call. What is not listed answers `{ok:true, value:{}}`. */
export type Answers = Record<string, Reply>

/** What the test sees of the page's wire, as window.fake. */
export interface FakeWire {
  calls: { method: string; input: unknown }[]
  answers: Answers
  push(push: Push | null): void
}

declare global {
  interface Window {
    fake: FakeWire
  }
}

/** Put into the page before its scripts run (playwright's addInitScript): must stand on its own. */
export const installFakeWire = (answers: Answers): void => {
  const listeners = new Set<(push: Push | null) => void>()
  const fake: FakeWire = {
    calls: [],
    answers,
    push: (push) => {
      for (const listener of listeners) listener(push)
    },
  }
  const wire: Wire = {
    request: async (method, input) => {
      fake.calls.push({ method, input })
      const answer = fake.answers[method] ?? { ok: true, value: {} }
      return answer.ok && answer.value === 'held' ? new Promise<never>(() => {}) : answer
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  Object.assign(window, { fake, guiping: wire })
}

const AT = Date.UTC(2026, 4, 3, 1, 0, 0)
const ITEMS = ['增值税申报', '社保登记', '不动产权证书换发及信息变更登记', '咨询', '发票领用'] as const

const row = (index: number, more: Partial<MatterRow> = {}): MatterRow => ({
  id: `m-${index}`,
  openedAt: AT + index * 11 * 60_000,
  item: { code: `I${index % 5}`, name: ITEMS[index % 5] ?? '咨询' },
  reference: index % 3 === 0 ? null : `2026-05-${1000 + index}`,
  servedMs: 125_000 + index * 31_000,
  outcome: 'rated',
  reason: null,
  explained: null,
  overtimeMs: null,
  visit: `m-${index}`,
  ownShift: true,
  ...more,
})

const host = (more: Partial<HostView> = {}): HostView => ({
  version: '0.1.0',
  boot: 'boot-1',
  station: '7',
  language: 'zh-CN',
  practice: false,
  fresh: false,
  capabilities: { globalHotkeys: 'none', bar: 'page', tray: false, alwaysOnTop: false },
  hotkeys: ACTIONS.map((action) => {
    const keys = DEFAULT_KEYS[action]
    return { action, keys, reach: 'page', fired: false, why: { code: 'page', keys, action } }
  }),
  hotkeyPause: null,
  keyHeard: null,
  unratedReasons: DEFAULT_POLICY.unratedReasons,
  visit: 'each',
  speaks: false,
  dayCode: null,
  roles: ['clerk'],
  trouble: null,
  ...more,
})

const counter = (more: Partial<CounterView> = {}): CounterView => ({
  state: 'idle',
  locked: false,
  staff: { number: '1024', name: '王芳' },
  next: 'open',
  pauseReason: null,
  matter: null,
  ask: null,
  waiting: [],
  nextItem: { code: 'ZX', name: '咨询', why: 'last' },
  ...more,
})

/** The matter in hand of every state that has one. */
export const MATTER = {
  id: 'm-in-hand',
  item: { code: 'I0', name: '增值税申报' },
  reference: '2026-05-1099',
  servedMs: 192_000,
  running: true,
  limitMs: 900_000,
  warnMs: 720_000,
  undoMs: 0,
}

const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  seq: 1,
  host: host(),
  counter: counter(),
  today: {
    matters: [
      row(9, { outcome: 'unrated', reason: 'no-press' }),
      row(8),
      row(7),
      row(6, { outcome: 'unrated', reason: 'left' }),
      ...[5, 4, 3, 2, 1, 0].map((index) => row(index)),
    ],
    coverage: { matters: 10, asked: 10, rated: 8, unrated: 2, target: 0.95, ofAsked: 0.8, ofMatters: 0.8 },
    unexplained: [row(9, { outcome: 'unrated', reason: 'no-press' })],
  },
  pad: { state: 'online', port: '/dev/ttyUSB0', profile: 'ff68', trouble: null, heard: true },
  delivery: {
    state: 'delivered',
    hall: 'https://hall.example',
    waiting: 0,
    lastContactAt: AT,
    trouble: null,
  },
  display: null,
  ...more,
})

const SIGNED_OUT = counter({ state: 'signed-out', staff: null, next: 'sign-in' })
const OFFLINE_PAD = {
  state: 'lost',
  port: 'COM5',
  profile: 'ff68',
  trouble: { code: 'pad/port-gone' },
  heard: false,
} as const
const ASK = { id: 'ask-1', windowMs: 30_000, leftMs: 21_400 }
const asked = counter({ state: 'asked', next: 'wait', matter: MATTER, ask: ASK })

/** One snapshot for every state a person meets. */
export const SNAPSHOTS = {
  fresh: snapshot({
    host: host({ fresh: true, roles: ['none'] }),
    counter: SIGNED_OUT,
    today: null,
    pad: { state: 'none', port: null, profile: null, trouble: null, heard: false },
    delivery: { state: 'none', hall: null, waiting: 0, lastContactAt: null, trouble: null },
  }),
  signedOut: snapshot({ host: host({ roles: ['none'] }), counter: SIGNED_OUT, today: null }),
  practice: snapshot({ host: host({ roles: ['none'], practice: true }), counter: SIGNED_OUT, today: null }),
  practiceAsked: snapshot({ host: host({ practice: true }), counter: asked }),
  locked: snapshot({ counter: counter({ ...asked, locked: true, next: 'unlock' }) }),
  idle: snapshot(),
  empty: snapshot({
    today: {
      matters: [],
      coverage: {
        ...{ matters: 0, asked: 0, rated: 0, unrated: 0 },
        target: 0.95,
        ofAsked: null,
        ofMatters: null,
      },
      unexplained: [],
    },
  }),
  serving: snapshot({ counter: counter({ state: 'serving', next: 'ask', matter: MATTER }) }),
  asked: snapshot({ counter: asked }),
  paused: snapshot({ counter: counter({ state: 'paused', next: 'resume', pauseReason: 'meal' }) }),
  trouble: snapshot({
    counter: counter({ state: 'serving', next: 'ask', matter: { ...MATTER, servedMs: 1_000_000 } }),
    pad: OFFLINE_PAD,
    delivery: {
      state: 'trouble',
      hall: 'https://hall.example',
      waiting: 1234,
      lastContactAt: AT,
      trouble: { code: 'hall/unreachable', params: { url: 'https://hall.example' } },
    },
  }),
  technician: snapshot({
    host: host({ roles: ['technician'] }),
    counter: SIGNED_OUT,
    today: null,
    pad: OFFLINE_PAD,
  }),
  it: snapshot({ host: host({ roles: ['it'] }), counter: SIGNED_OUT, today: null }),
} as const satisfies Record<string, Snapshot>

export type SnapshotName = keyof typeof SNAPSHOTS

const ok = (value: unknown): Reply => ({ ok: true, value })

const link = { type: 'link', state: 'online', fault: null } as const
const key = { type: 'key', key: '03', level: 4, cause: null, flag: null } as const
const MONITOR: MonitorEvent[] = [
  { number: 1, at: AT, direction: 'note', hex: '', heard: link },
  { number: 2, at: AT + 400, direction: 'out', hex: 'ff680303680101' + '0b0d16', heard: null },
  { number: 3, at: AT + 812, direction: 'in', hex: 'ff680303680111041616', heard: null },
  { number: 4, at: AT + 1812, direction: 'in', hex: 'ff680303680111031516', heard: null },
  { number: 5, at: AT + 1812, direction: 'note', hex: 'ff680303680111031516', heard: key },
]
const SKIPS = { noise: 3, 'bad-length': 0, 'bad-checksum': 10, unknown: 0 }
const KEYS = ([5, 4, 3, 2, 1] as const).map((level) => ({
  key: `0${level - 1}`,
  level,
  reason: null,
  presses: 0,
}))

/** @returns the answers of a program in the state `name`, speaking `language`. */
export const answersFor = (name: SnapshotName, language: HostView['language']): Answers => {
  const state = SNAPSHOTS[name]
  return {
    'state.get': ok({ ...state, host: { ...state.host, language } }),
    'setup.passwords': ok(name === 'fresh' ? { technician: 'tin-harbour-42', it: 'plum-ladder-17' } : null),
    'practice.staff': ok([
      { number: '1001', name: '王芳', password: 'practice' },
      { number: '1002', name: '李强', password: 'practice' },
    ]),
    'practice.tasks': ok({
      staff: { number: '1001', name: '王芳' },
      tasks: TASKS.map((task, place) => ({
        task,
        state: place === 0 ? 'done' : place === 1 ? 'present' : 'later',
        at: place === 0 ? AT : null,
      })),
      playing: null,
      results: [{ number: '1001', name: '王芳', done: 1 }],
    } satisfies TasksView),
    'practice.pad': ok({
      lights: ['ask'],
      keys: [5, 4, 3, 2, 1].map((level) => ({ key: `0${level - 1}`, level })),
    }),
    'items.search': ok([
      {
        code: 'I0',
        name: '增值税申报',
        limitMs: 900_000,
        weight: 1,
        favourite: true,
        recent: true,
        initials: 'zzssb',
      },
      {
        code: 'I1',
        name: '社保登记',
        limitMs: null,
        weight: 1,
        favourite: false,
        recent: true,
        initials: 'sbdj',
      },
      { code: 'ZX', name: '咨询', limitMs: null, weight: 1, favourite: false, recent: false, initials: 'zx' },
    ]),
    'items.favourite': ok({}),
    'lists.get': ok({ hall: null, staff: 6, items: 32, reasons: 5 }),
    'counter.next': ok({ did: 'asked' }),
    'device.ports': ok([
      {
        port: '/dev/ttyUSB0',
        name: 'USB Serial',
        vendorId: '1A86',
        productId: '7523',
        serialNumber: null,
        heldBy: 'minicom (4711)',
        proposal: { reason: 'bridge-on-keypads', chip: 'CH340', apart: 'alone' },
      },
      {
        port: '/dev/ttyS0',
        name: '',
        vendorId: null,
        productId: null,
        serialNumber: null,
        heldBy: null,
        proposal: { reason: 'built-in', chip: null, apart: 'alone' },
      },
    ]),
    'device.profiles': ok({
      fault: null,
      profiles: [
        { name: 'ff68', zh: 'FF68 五键', en: 'FF68 five keys', addressed: true, keys: KEYS },
        { name: 'line', zh: '文本行', en: 'Text lines', addressed: false, keys: [] },
      ],
    }),
    'device.monitor': ok({ events: MONITOR, skips: SKIPS }),
    'device.check': ok(null),
    'device.detect': ok(null),
    'device.learn': ok(null),
    'device.captures': ok({ folder: '/data/captures', recording: null, trouble: null, files: [] }),
    'display.setup': ok({
      screen: false,
      tablet: null,
      url: null,
      trouble: null,
      fingerprint: null,
      addresses: ['192.0.2.7'],
      device: null,
      faces: false,
    }),
    'programs.list': ok({
      door: { url: null, port: 8462, trouble: null },
      folder: { path: null, trouble: null },
      programs: [],
    } satisfies ProgramsView),
    'programs.launch': ok({
      programs: ['C:\\Tax\\tax.exe'],
      origins: ['https://tax.example'],
      items: {
        I0: { program: 'C:\\Tax\\tax.exe', args: ['--open', 'ref={reference}'] },
        '*': { url: 'https://tax.example/open/{item}?window={station}' },
      },
    } satisfies LaunchSettings),
    'programs.launch-names': ok({ I0: '增值税申报' }),
    'hotkeys.get': ok(hotkeysView()),
    'hotkeys.preview': ok(decisionsFor({})),
    'config.get': ok({
      station: '7',
      keypad: null,
      language,
      hotkeys: { keys: {}, taken: [] },
      speech: 'auto',
      backups: null,
    }),
    'log.aside': ok({
      dir: '/data',
      folder: '/data/quarantine',
      logs: [{ name: '2026-05-01T023000000Z', at: AT - 2 * 86_400_000, bytes: 12_400_000, copy: false }],
      copies: { folder: '/data/backups', newest: { at: AT, seq: 12_345 } },
    } satisfies AsideView),
    'log.keep': ok({
      ...{ months: 36, leastDays: 180, why: null, folder: '/data/backups/archive' },
      leaving: {
        entries: 81_204,
        to: 81_204,
        since: AT - 1_200 * 86_400_000,
        until: AT - 1_096 * 86_400_000,
      },
      archives: [],
    } satisfies KeepView),
    'log.verify': ok({
      ok: true,
      logId: '0197-2c3e-7abc',
      entries: 12_345,
      head: 'a'.repeat(64),
      firstBad: null,
      problem: '',
    }),
  }
}
