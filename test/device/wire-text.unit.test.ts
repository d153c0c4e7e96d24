import { afterEach, expect, it, vi } from 'vitest'
import { eventText, refusedText } from '../../src/cli/device/wire-text.ts'
import type { LinkEvent } from '../../src/device/link/link.ts'

afterEach(() => void vi.unstubAllEnvs())

const EVENTS: LinkEvent[] = [
  { type: 'state', state: { name: 'online' } },
  { type: 'bytes', direction: 'in', bytes: Uint8Array.of(0xff, 0x68) },
  { type: 'skip', count: 2, why: 'bad-checksum' },
  { type: 'ack', bytes: '' },
]
const REFUSED = { noise: 1, 'bad-length': 0, 'bad-checksum': 2, unknown: 0 }

it('the monitor speaks one language', () => {
  vi.stubEnv('GUIPING_LANG', '')
  expect(EVENTS.map(eventText)).toEqual(['已连接', '< ff 68', '拒收 2 校验不对', '评价器已应答'])
  expect(refusedText(REFUSED)).toBe('拒收字节：杂波 1 · 长度不对 0 · 校验不对 2 · 不认识 0')
  vi.stubEnv('GUIPING_LANG', 'en')
  expect(EVENTS.map(eventText)).toEqual(['online', '< ff 68', 'skip 2 bad-checksum', 'ack'])
  expect(refusedText(REFUSED)).toBe('bytes refused: noise 1 · bad-length 0 · bad-checksum 2 · unknown 0')
})
