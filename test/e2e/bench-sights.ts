/** The states of detection and learning that a technician meets, with the words of the real findings. */
import type { DetectView } from '../../src/shared/detect.ts'
import type { LearnView } from '../../src/shared/learn.ts'

const PORT = '/dev/ttyUSB0'
const usb = {
  step: 'usb',
  about: PORT,
  state: 'ok',
  evidence: 'CH340 · QinHeng · 1A86:7523',
  advice: { code: 'detect/brltty', params: { chip: 'CH340' } },
} as const
const open = { step: 'open', about: PORT, state: 'ok', evidence: '9600 8N1', advice: null } as const
const asked = ['line', 'zx'].map((profile) => ({
  step: 'ask' as const,
  about: profile,
  state: 'none' as const,
  evidence: '',
  advice: { code: 'detect/no-answer', params: { profile } },
}))
const listen = (evidence: string, code: string, params: Record<string, string | number>) => ({
  step: 'listen' as const,
  about: PORT,
  state: 'failed' as const,
  evidence,
  advice: { code, params },
})
const failed = (code: string) =>
  ({ ...open, state: 'failed', evidence: '', advice: { code, params: { port: PORT } } }) as const

const detection = (more: Partial<DetectView>): DetectView => ({
  number: 1,
  phase: 'done',
  ports: [PORT],
  leftMs: null,
  findings: [usb, open, ...asked],
  tied: [],
  found: [],
  fault: null,
  ...more,
})
const found = (profile: string) => ({ port: PORT, profile, address: 1, identity: null })

export const DETECTIONS: Record<string, DetectView> = {
  which: detection({ phase: 'which', ports: [PORT, '/dev/ttyUSB1'], leftMs: 9_200, findings: [] }),
  looking: detection({ phase: 'looking', findings: [usb] }),
  press: detection({ phase: 'press', leftMs: 8_400 }),
  another: detection({ phase: 'press', leftMs: 8_400, tied: ['ff68', 'ff68-4key', 'ff68-short'] }),
  found: detection({
    findings: [
      usb,
      open,
      ...asked,
      { step: 'listen', about: PORT, state: 'ok', evidence: 'ff68 @1', advice: null },
    ],
    found: [found('ff68')],
  }),
  tie: detection({
    findings: [usb, open, ...asked, listen('ff68-short ff68', 'detect/tie', { profiles: 'ff68-short ff68' })],
    found: [found('ff68'), found('ff68-short')],
  }),
  alike: detection({
    findings: [
      usb,
      open,
      ...asked,
      listen('ff68-short ff68', 'detect/alike', { profiles: 'ff68-short ff68' }),
    ],
    found: [found('ff68'), found('ff68-short')],
  }),
  unknown: detection({
    findings: [usb, open, ...asked, listen('36 B', 'detect/unknown-pad', { bytes: 36 })],
  }),
  unlisted: detection({
    findings: [usb, open, ...asked, listen('07', 'detect/unlisted-key', { keys: '07', profiles: 'ff68' })],
  }),
  silent: detection({ findings: [usb, open, ...asked, listen('', 'detect/silent', { port: PORT })] }),
  gone: detection({ findings: [usb, open, ...asked, failed('pad/port-gone')] }),
  busy: detection({ findings: [usb, failed('pad/port-busy')] }),
  twoPressed: detection({
    findings: [],
    ports: [PORT, '/dev/ttyUSB1'],
    fault: { code: 'detect/two-pressed', params: { ports: `${PORT} /dev/ttyUSB1` } },
  }),
  asleep: detection({ findings: [usb, open], fault: { code: 'bench/asleep' } }),
}

const LINE = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const
const cell = (hex: string, role: LearntCell['role'], differs = false): LearntCell => ({ hex, role, differs })
type LearntCell = NonNullable<LearnView['learnt']>['rows'][number]['cells'][number]
const row = (level: 5 | 4 | 3 | 2 | 1) => {
  const key = `0${level - 1}`
  return {
    level,
    cells: [
      ...['ff', '68', '03', '03', '68', '01', '11'].map((hex) => cell(hex, 'head')),
      cell(key, 'key', true),
      cell((0x12 + level - 1).toString(16), 'check', true),
      cell('16', 'tail'),
    ],
  }
}
const key = (level: 5 | 4 | 3 | 2 | 1, presses: number, state: 'waiting' | 'due' | 'done') => ({
  level,
  presses,
  state,
})
const learning = (more: Partial<LearnView>): LearnView => ({
  port: PORT,
  line: LINE,
  times: 3,
  keys: [key(5, 3, 'done'), key(4, 3, 'done'), key(3, 3, 'done'), key(2, 3, 'done'), key(1, 3, 'done')],
  listening: false,
  leftMs: null,
  fault: null,
  learnt: null,
  saved: null,
  ...more,
})
const HALF = [
  key(5, 3, 'done'),
  key(4, 3, 'done'),
  key(3, 1, 'due'),
  key(2, 0, 'waiting'),
  key(1, 0, 'waiting'),
]
const LEARNT = {
  rows: ([5, 4, 3, 2, 1] as const).map(row),
  uncertain: ['length', 'fixed-bytes', 'checksum'] as const,
  presses: 15,
  noise: 1,
}
const learnt = (more: Partial<LearnView> = {}) =>
  learning({ learnt: { ...LEARNT, uncertain: [...LEARNT.uncertain] }, ...more })

export const LEARNINGS: Record<string, LearnView> = {
  opening: learning({
    listening: true,
    keys: HALF.map((one) => ({ ...one, presses: 0, state: 'waiting' as const })),
  }),
  pressing: learning({ listening: true, leftMs: 17_300, keys: HALF }),
  gone: learning({
    keys: HALF.map((one) => (one.state === 'due' ? { ...one, presses: 0, state: 'waiting' as const } : one)),
    fault: { code: 'pad/port-gone' },
  }),
  empty: learning({
    keys: HALF.map((one) => ({ ...one, presses: 0, state: 'waiting' as const })),
    fault: { code: 'learn/empty' },
  }),
  otherPad: learning({ fault: { code: 'learn/another-pad', params: { level: 3 } } }),
  sameBytes: learning({ fault: { code: 'learn/same-bytes', params: { one: 5, other: 4 } } }),
  replay: learning({ fault: { code: 'learn/replay', params: { level: 2, press: 3, found: '–' } } }),
  learnt: learnt(),
  saved: learnt({ saved: 'our-pad' }),
}
