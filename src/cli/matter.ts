/** `guiping matter`: matters of the running program, for the tax software. Each may be repeated by its reference. */
import { Command, Option } from 'commander'
import { programAnswerSchema, programStateSchema } from '../shared/programs.ts'
import { showDid } from './do.ts'
import { printJson, printText, say, stop } from './io.ts'
import { dataOption, jsonOption } from './options.ts'
import { send } from './send.ts'

interface Options {
  data?: string
  json?: boolean
  item?: string
  reference?: string
  reason?: string
}

const MATTER = {
  serving: () => say('办理中', 'at work'),
  asked: () => say('等待评价', 'rating open'),
  rated: () => say('已评价', 'rated'),
  unrated: () => say('未评价', 'unrated'),
}

/** For people: what was done, or how the matter of this reference stood already. */
const showAnswer = (value: unknown): void => {
  const answer = programAnswerSchema.safeParse(value)
  if (!answer.success) {
    printJson(value)
    return
  }
  const { did, already, matter } = answer.data
  if (already)
    printText(say(`这件已经受理过：${MATTER[matter.state]()}`, `Given before: ${MATTER[matter.state]()}`))
  else showDid({ did })
}

const STATE = {
  'signed-out': () => say('未登录', 'signed out'),
  idle: () => say('空闲', 'idle'),
  serving: MATTER.serving,
  asked: MATTER.asked,
  paused: () => say('暂停', 'paused'),
}

const showState = (value: unknown): void => {
  const known = programStateSchema.safeParse(value)
  if (!known.success) {
    printJson(value)
    return
  }
  const { station, state, locked, matter } = known.data
  const lock = locked ? say('，已锁定', ', locked') : ''
  const what = matter ? ` · ${matter.item.name} ${matter.reference ?? ''}`.trimEnd() : ''
  printText(`${say('窗口', 'window')} ${station}: ${STATE[state]()}${lock}${what}`)
}

const shown = (json: boolean | undefined, show: (value: unknown) => void) => (json ? printJson : show)

const referenceOption = () =>
  new Option('--reference <text>', '业务软件自己的受理编号 · the tax software’s own number of the matter')

export const matterCommand = (): Command => {
  const matter = new Command('matter').description(
    '运行中的柜评的办件，供业务软件用 · matters of the running program, for the tax software',
  )
  matter
    .command('open')
    .description('开始办件；同一编号在本班次只开一件 · open a matter; one per reference and shift')
    .option('--item <code>', '事项编码 · item code')
    .addOption(referenceOption())
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json, item, reference }: Options) =>
      send(data, 'program.open', { item, reference }, shown(json, showAnswer)),
    )
  matter
    .command('ask')
    .description('请评价 · ask for the rating')
    .addOption(referenceOption())
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json, reference }: Options) =>
      send(data, 'program.ask', { reference }, shown(json, showAnswer)),
    )
  matter
    .command('close')
    .description('不评价而结束 · close it without a rating')
    .argument('[reason]', '未评价原因的代码，同 --reason · code of the reason, as --reason')
    .option('--reason <code>', '未评价原因的代码 · code of the reason')
    .addOption(referenceOption())
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((word: string | undefined, { data, json, reference, reason = word }: Options) => {
      if (reason === undefined) return stop({ code: 'cli/missing', params: { what: '--reason' } })
      return send(data, 'program.close', { reference, reason }, shown(json, showAnswer))
    })
  matter
    .command('state')
    .description('现在的状态 · the present state')
    .addOption(dataOption())
    .addOption(jsonOption())
    .action(({ data, json }: Options) => send(data, 'program.state', {}, shown(json, showState)))
  return matter
}
