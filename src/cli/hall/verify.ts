/** `guiping hall verify`: every log that the hall holds, from its first entry. */
import { CHAIN_WORDS } from '../../hall/page/words.ts'
import type { HallLogReport } from '../../hall/store/verify.ts'
import { EXIT, language, printJson, printText, say } from '../io.ts'
import { spanText } from '../span-text.ts'
import { withStore } from './store.ts'

/** A line for each log, and under one that is not whole when that is and whom it touches. */
const logText = ({ station, log, entries, head, verdict, firstBad, ...span }: HallLogReport): string => {
  const words = verdict === 'ok' ? null : CHAIN_WORDS[language()][verdict]
  const found = words
    ? `${words.replace('{seq}', String(firstBad ?? 1))} (${verdict})`
    : say(`完整 ${head.slice(0, 16)}`, `whole ${head.slice(0, 16)}`)
  const line = say(
    `窗口 ${station}  ${log}  ${entries} 条  ${found}`,
    `counter ${station}  ${log}  ${entries} entries  ${found}`,
  )
  return [line, words ? spanText(span) : ''].filter(Boolean).join('\n  ')
}

export const verify = async ({ data, json }: { data: string; json?: boolean }): Promise<void> => {
  const logs = await withStore(data, (store) => store.verifier.all())
  const whole = logs.every((log) => log.ok)
  if (json) printJson({ ok: whole, logs })
  else {
    for (const log of logs) printText(logText(log))
    printText(
      say(
        `${logs.length} 份日志${whole ? '都完整' : '，有不完整的'}`,
        `${logs.length} logs, ${whole ? 'all whole' : 'not all whole'}`,
      ),
    )
  }
  process.exitCode = whole ? EXIT.done : EXIT.no
}
