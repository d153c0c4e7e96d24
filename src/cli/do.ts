/** `guiping do`: one use of a key, for shortcuts and scripts. */
import { join } from 'node:path'
import { Argument, Command } from 'commander'
import type { z } from 'zod'
import { readJsonFile } from '../files/json-file.ts'
import { didSchema } from '../shared/commands/work.ts'
import { DEFAULT_POLICY, pauseReasonSchema, rosterSchema } from '../shared/people.ts'
import { dataDir } from './auth.ts'
import { printJson, printText, say, stop } from './io.ts'
import { dataOption, jsonOption } from './options.ts'
import { send } from './send.ts'

const ACTIONS = ['next', 'ask-again', 'unrated', 'pause', 'resume', 'search', 'show', 'state'] as const
type Action = (typeof ACTIONS)[number]

interface Options {
  data?: string
  json?: boolean
}

/** The site's list as this counter last got it. */
const unratedReasons = (data: string | undefined): string[] => {
  const roster = readJsonFile(join(dataDir(data), 'roster.json'), rosterSchema)
  const policy = (roster.ok && roster.value?.policy) || DEFAULT_POLICY
  return policy.unratedReasons.map(({ code }) => code)
}

const needReason = (action: Action, reasons: readonly string[]): never =>
  stop({ code: 'cli/usage', params: { why: `do ${action} ${reasons.join('|')}` } })

const DID: Record<z.infer<typeof didSchema>['did'], () => string> = {
  opened: () => say('已开始办理', 'Matter opened'),
  asked: () => say('已请评价', 'Rating asked for'),
  waiting: () => say('还在等待评价', 'Still waiting for the rating'),
  'closed-and-opened': () => say('已结束上一件，开始下一件', 'Closed the matter, opened the next'),
  resumed: () => say('已恢复', 'Resumed'),
  'asked-again': () => say('已再次请评价', 'Asked again'),
  closed: () => say('已结束', 'Closed'),
  changed: () => say('已更改', 'Changed'),
  undone: () => say('已撤销', 'Taken back'),
}

/** What was done, in a word. */
export const showDid = (value: unknown): void => {
  const done = didSchema.safeParse(value)
  if (!done.success) {
    printJson(value)
    return
  }
  const { did, leftMs } = done.data
  const left =
    leftMs === undefined
      ? ''
      : say(`，还剩 ${Math.ceil(leftMs / 1000)} 秒`, `, ${Math.ceil(leftMs / 1000)} s left`)
  printText(`${DID[did]()}${left}`)
}

const act = (action: Action, reason: string | undefined, { data, json }: Options): Promise<void> => {
  const shown = (show: (value: unknown) => void) => (json ? printJson : show)
  const word = (zh: string, en: string) => shown(() => printText(say(zh, en)))
  // As the key does it: the clerk's page says what came of it.
  const key = (name: string, show: (value: unknown) => void) =>
    send(data, 'hotkeys.act', { action: name }, shown(show))
  switch (action) {
    case 'next':
    case 'ask-again':
      return key(action, showDid)
    case 'search':
      return key(action, () => printText(say('已打开事项查找', 'Item search opened')))
    case 'unrated':
      if (reason === undefined) return needReason(action, unratedReasons(data))
      if (/^[1-5]$/.test(reason)) return key(`unrated-${reason}`, showDid)
      return send(data, 'counter.unrated', { reason }, shown(showDid))
    case 'pause': {
      const known = pauseReasonSchema.safeParse(reason)
      if (!known.success) return needReason(action, pauseReasonSchema.options)
      return send(data, 'counter.pause', { reason: known.data }, word('已暂停', 'Paused'))
    }
    case 'resume':
      return send(data, 'counter.resume', {}, word('已恢复', 'Resumed'))
    case 'show':
      return send(data, 'window.show', {}, word('已显示或隐藏', 'Shown or hidden'))
    case 'state':
      return send(data, 'counter.state', {})
  }
}

const HELP = `
原因 · reasons:
  pause    ${pauseReasonSchema.options.join(' ')}
  unrated  ${DEFAULT_POLICY.unratedReasons.map(({ code }) => code).join(' ')}
           或列表中的第几项 · or its number in the list: 1 … 5
           本大厅另有列表的，以大厅的为准；不写原因会列出来 · a hall's own list counts; leave the reason out to see it`

export const doCommand = (): Command =>
  new Command('do')
    .description(
      '对运行中的柜评按一次键，供快捷键和脚本用 · one key of the running program, for shortcuts and scripts',
    )
    .addArgument(new Argument('<action>', '动作 · what to do').choices(ACTIONS))
    .argument('[reason]', '原因，pause 和 unrated 必填 · reason; pause and unrated need one')
    .addOption(dataOption())
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(act)
