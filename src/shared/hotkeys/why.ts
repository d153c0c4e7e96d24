/** Why a key does what it does, as data, and the sentence that says so: the same on the page, the CLI and in the log. */
import { z } from 'zod'
import type { Language } from '../errors.ts'
import { keyLabel } from './accelerator.ts'
import { ACTION_WORDS, type Action, actionSchema } from './actions.ts'

export const LAYERS = ['default', 'site', 'pc'] as const
export const layerNameSchema = z.enum(LAYERS)
export type LayerName = z.infer<typeof layerNameSchema>

const LAYER_WORDS: Record<LayerName, { zh: string; en: string }> = {
  default: { zh: '出厂设置', en: 'the defaults' },
  site: { zh: '大厅配置', en: 'the site profile' },
  pc: { zh: '本机设置', en: "this PC's settings" },
}

const text = z.string().max(300)
const bare = { keys: text }
const withReason = { ...bare, reason: z.object({ zh: text, en: text }) }

/** Every answer to "why", with what its sentence names. */
export const whySchema = z.discriminatedUnion('code', [
  /** Decided by the settings. */
  z.object({ code: z.literal('set'), ...bare, action: actionSchema, layer: layerNameSchema }),
  z.object({ code: z.literal('off'), action: actionSchema, layer: layerNameSchema }),
  z.object({ code: z.literal('unreadable'), ...bare }),
  z.object({ code: z.literal('reserved'), ...withReason }),
  z.object({ code: z.literal('pos'), ...withReason }),
  z.object({ code: z.literal('altgr'), ...withReason }),
  z.object({ code: z.literal('taken'), ...bare }),
  z.object({ code: z.literal('twice'), ...bare, action: actionSchema }),
  z.object({ code: z.literal('no-rules') }),
  /** Found at work. */
  z.object({ code: z.literal('works'), ...bare, action: actionSchema }),
  z.object({ code: z.literal('page'), ...bare, action: actionSchema }),
  z.object({ code: z.literal('unproven'), ...bare, action: actionSchema }),
  z.object({ code: z.literal('refused'), ...bare }),
  z.object({ code: z.literal('suspended'), ...bare }),
  /** Answers about a key that no action has. */
  z.object({
    code: z.literal('moved'),
    ...bare,
    action: actionSchema,
    from: layerNameSchema,
    layer: layerNameSchema,
    now: text.nullable(),
  }),
  z.object({ code: z.literal('free'), ...bare }),
])
export type Why = z.infer<typeof whySchema>
export type WhyCode = Why['code']

interface Words {
  zh: (say: Say) => string
  en: (say: Say) => string
}

/** What the sentences are made of; a part that a code does not carry is never asked for. */
interface Say {
  keys: string
  action: string
  layer: string
  from: string
  reason: string
  now: string | null
}

const SENTENCES: Record<WhyCode, Words> = {
  set: {
    zh: ({ keys, action, layer }) => `${keys} 是「${action}」，由${layer}决定。`,
    en: ({ keys, action, layer }) => `${keys} is "${action}", as ${layer} say.`,
  },
  off: {
    zh: ({ action, layer }) => `「${action}」没有快捷键：${layer}里关掉了。`,
    en: ({ action, layer }) => `"${action}" has no key: it is turned off in ${layer}.`,
  },
  unreadable: {
    zh: ({ keys }) => `「${keys}」不是一个键。请录一个键，或写成 Control+Alt+1 这样。`,
    en: ({ keys }) => `"${keys}" is no key. Record one, or write it like Control+Alt+1.`,
  },
  reserved: {
    zh: ({ keys, reason }) => `${keys} 不能作快捷键：${reason}`,
    en: ({ keys, reason }) => `${keys} cannot be a hotkey: ${reason}`,
  },
  pos: {
    zh: ({ keys, reason }) => `${keys} 是刷卡软件用的：${reason}`,
    en: ({ keys, reason }) => `${keys} belongs to the card terminal: ${reason}`,
  },
  altgr: {
    zh: ({ keys, reason }) => `${keys} 在这种键盘上要用来打字：${reason}`,
    en: ({ keys, reason }) => `${keys} types on this keyboard: ${reason}`,
  },
  taken: {
    zh: ({ keys }) => `${keys} 已让给这台电脑上的其他软件（冲突测试发现）。请换一个键。`,
    en: ({ keys }) => `${keys} is left to other programs on this PC (clash test). Choose another key.`,
  },
  twice: {
    zh: ({ keys, action }) => `${keys} 已经是「${action}」的键。请给其中一个换键。`,
    en: ({ keys, action }) => `${keys} is already the key of "${action}". Give one of them another key.`,
  },
  'no-rules': {
    zh: () => '快捷键的文件读不出来，所以现在没有快捷键。请看页面上的提示并改正文件。',
    en: () =>
      'A hotkey file cannot be read, so there are no hotkeys now. Correct the file that the page names.',
  },
  works: {
    zh: ({ keys, action }) => `${keys} 是「${action}」，在任何软件里都有效。`,
    en: ({ keys, action }) => `${keys} is "${action}" and works in every program.`,
  },
  page: {
    zh: ({ keys, action }) =>
      `${keys} 是「${action}」，只在柜评页面里有效。要在任何软件里有效，请把系统快捷键绑到 guiping do。`,
    en: ({ keys, action }) =>
      `${keys} is "${action}", on Guiping's page only. For every program, bind a system shortcut to guiping do.`,
  },
  unproven: {
    zh: ({ keys, action }) => `${keys} 是「${action}」，已交给桌面系统，但还没有响应过。请按一下试试。`,
    en: ({ keys, action }) =>
      `${keys} is "${action}"; the desktop has it, but it has not fired yet. Press it once to try.`,
  },
  refused: {
    zh: ({ keys }) => `${keys} 被别的程序占用，只在柜评页面里可能有效。请关掉那个程序的快捷键，或换一个键。`,
    en: ({ keys }) =>
      `Another program has ${keys}; at most it works on Guiping's page. Turn that program's hotkey off, or choose another.`,
  },
  suspended: {
    zh: ({ keys }) => `${keys} 现在暂停，过一会儿自动恢复。`,
    en: ({ keys }) => `${keys} is suspended and comes back by itself.`,
  },
  moved: {
    zh: ({ keys, action, from, layer, now }) =>
      `${keys} 没有作用：它在${from}里是「${action}」，${layer}${now ? `改成了 ${now}` : '关掉了它'}。`,
    en: ({ keys, action, from, layer, now }) =>
      `${keys} does nothing: in ${from} it is "${action}", which ${layer} ${now ? `moved to ${now}` : 'turned off'}.`,
  },
  free: {
    zh: ({ keys }) => `${keys} 没有给任何功能，可以使用。`,
    en: ({ keys }) => `${keys} has no action and may be given one.`,
  },
}

/** @returns the sentence for a person. */
export const whySentence = (why: Why, language: Language = 'zh-CN'): string => {
  const side = language === 'zh-CN' ? 'zh' : 'en'
  const action = (name: Action) => ACTION_WORDS[name][side]
  return SENTENCES[why.code][side]({
    keys: 'keys' in why ? keyLabel(why.keys) : '',
    action: 'action' in why ? action(why.action) : '',
    layer: 'layer' in why ? LAYER_WORDS[why.layer][side] : '',
    from: 'from' in why ? LAYER_WORDS[why.from][side] : '',
    reason: 'reason' in why ? why.reason[side] : '',
    now: 'now' in why && why.now !== null ? keyLabel(why.now) : null,
  })
}
