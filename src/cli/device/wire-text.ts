/** What the live monitor prints for people, in one language. */
import { toHex } from '../../device/bytes.ts'
import type { LinkEvent } from '../../device/link/link.ts'
import type { LinkState } from '../../device/link/machine.ts'
import type { SkipCounts } from '../../shared/check.ts'
import { sentence } from '../../shared/errors.ts'
import type { PressFlag } from '../../shared/pad.ts'
import { language, say } from '../io.ts'

type Words<K extends string> = Record<K, readonly [zh: string, en: string]>

const STATES: Words<LinkState['name']> = {
  connecting: ['正在连接', 'connecting'],
  online: ['已连接', 'online'],
  lost: ['已断开', 'lost'],
  blocked: ['连不上', 'blocked'],
  suspended: ['已暂停', 'suspended'],
  stopped: ['已停止', 'stopped'],
}

const SKIPS: Words<keyof SkipCounts> = {
  noise: ['杂波', 'noise'],
  'bad-length': ['长度不对', 'bad-length'],
  'bad-checksum': ['校验不对', 'bad-checksum'],
  unknown: ['不认识', 'unknown'],
}

const DROPS: Words<Extract<LinkEvent, { type: 'dropped' }>['why']> = {
  duplicate: ['同一次按键的重复报告', 'duplicate'],
  bounce: ['触点抖动', 'bounce'],
  held: ['一直按着', 'held'],
  'at-connect': ['连接前就按着', 'at-connect'],
}

const FLAGS: Words<PressFlag> = {
  stuck: ['像是卡住了', 'stuck'],
  ambiguous: ['两键同时按下', 'ambiguous'],
}

const ARROWS = { in: '<', out: '>' } as const

export const eventText = (event: LinkEvent): string => {
  switch (event.type) {
    case 'state': {
      const name = say(...STATES[event.state.name])
      return 'fault' in event.state ? `${name}: ${sentence(event.state.fault, language())}` : name
    }
    case 'bytes':
      return `${ARROWS[event.direction]} ${toHex(event.bytes).replace(/..(?=.)/g, '$& ')}`
    case 'press': {
      const { key, flag, level } = event.press
      return `${say('按键', 'key')} ${key} → ${flag ? say(...FLAGS[flag]) : (level ?? say('型号里没有的键', 'unknown'))}`
    }
    case 'dropped':
      return `${say('按键', 'key')} ${event.press.key} ${say(...DROPS[event.why])}`
    case 'skip':
      return `${say('拒收', 'skip')} ${event.count} ${say(...SKIPS[event.why])}`
    case 'ack':
      return say('评价器已应答', 'ack')
    case 'identity':
      return `${say('评价器自报', 'identity')} ${event.text}`
    case 'status':
      return `${say('评价器状态', 'status')} ${event.text}`
  }
}

/** Bytes refused since the beginning, by reason. */
export const refusedText = (skips: SkipCounts): string => {
  const reasons = (Object.keys(SKIPS) as (keyof SkipCounts)[]).map(
    (why) => `${say(...SKIPS[why])} ${skips[why]}`,
  )
  return `${say('拒收字节：', 'bytes refused: ')}${reasons.join(' · ')}`
}
