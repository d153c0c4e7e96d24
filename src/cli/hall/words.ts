/** What the hall's commands say about the next step, as commands that work when they are copied. */
import { resolve } from 'node:path'
import type { SamplePerson } from '../../hall/sample.ts'
import { say } from '../io.ts'

/** The data folder as an option of a command to copy. */
export const dataOf = (data: string): string => {
  const dir = resolve(data)
  return `--data ${/\s/.test(dir) ? `"${dir}"` : dir}`
}

export const codeLine = (code: string, data: string): string =>
  say(
    `登记码 ${code}（30 分钟内有效，只能用一次）。再取一个：\n  guiping hall enrol ${dataOf(data)}`,
    `Enrolment code ${code} (30 minutes, one counter). Another one:\n  guiping hall enrol ${dataOf(data)}`,
  )

export const howToFill = (data: string): string =>
  say(
    `还没有人员名单，没有人能登录。先填表（空表：guiping hall import --template > staff.csv），再导入：\n  guiping hall import ${dataOf(data)} --staff staff.csv`,
    `There is no staff list yet, so nobody can sign in. Fill a table (an empty one: guiping hall import --template > staff.csv) and import it:\n  guiping hall import ${dataOf(data)} --staff staff.csv`,
  )

export const howToSignIn = ({ number, password }: SamplePerson): string =>
  say(
    `已装入示例人员。窗口连接大厅后可以登录：工号 ${number}，密码 ${password}`,
    `Sample staff were put in. At a counter that is enrolled, sign in with number ${number}, password ${password}`,
  )
