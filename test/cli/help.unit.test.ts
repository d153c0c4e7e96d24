import type { Command } from 'commander'
import { afterEach, expect, it, vi } from 'vitest'
import { makeProgram } from '../../src/cli/program.ts'

const walk = (command: Command, path: string): [string, string][] => [
  [path, command.description()],
  ...command.options.map(({ long, description }): [string, string] => [`${path} ${long}`, description]),
  ...command.registeredArguments.map((one): [string, string] => [`${path} <${one.name()}>`, one.description]),
  ...command.commands.flatMap((child) => walk(child, `${path} ${child.name()}`)),
]

it('every command, option and argument is described in Chinese · English', () => {
  // The keypad's commands have their own tests.
  const said = walk(makeProgram(), 'guiping').filter(([path]) => !path.startsWith('guiping device '))
  expect(said.length).toBeGreaterThan(60)
  for (const [path, description] of said) expect(description, path).toMatch(/[^·]+ · [^·]+/)
})

it('help names the environment variable of the password, the exit statuses and the reasons', () => {
  const helpOf = (...names: string[]) => {
    let text = ''
    const command = names.reduce(
      (at, name) => at.commands.find((child) => child.name() === name) ?? at,
      makeProgram(),
    )
    command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp()
    return text
  }
  expect(helpOf()).toContain('GUIPING_PASSWORD')
  expect(helpOf()).toMatch(/exit status:\n +0[\s\S]+\n +3/)
  expect(helpOf('log', 'list').replace(/\s+/g, ' ')).toContain('GUIPING_PASSWORD')
  expect(helpOf('do')).toMatch(/meeting meal handover[\s\S]*declined left not-finished phone other/)
})

afterEach(() => vi.unstubAllEnvs())

/** What stands on stderr above the help. */
const complaint = (...words: string[]): string => {
  let said = ''
  const program = makeProgram()
  const listen = (command: Command) => {
    command.configureOutput({ writeErr: (part) => (said ||= part) })
    command.commands.forEach(listen)
  }
  listen(program)
  expect(() => program.parse(words, { from: 'user' })).toThrow()
  return said
}

it.each([
  [['log', 'exprt'], '写法不对：没有命令 exprt。是不是要 export？'],
  [['log', 'verify', '--al'], '写法不对：没有选项 --al。'],
  [['log', 'export', '--out', 'x'], '写法不对：缺少选项 --why <words>。'],
  [['log', 'export', '--format'], '写法不对：选项 --format <format> 后面缺少值。'],
  [['log', 'list', '--outcome', 'zz'], '写法不对：--outcome <outcome> 只能是 open, rated, unrated。'],
  [['demo', '--matters', 'x'], '写法不对：选项 --matters <number> 的值不能是 x；可用 1…100000。'],
  [['matter', 'ask', 'x'], '写法不对：参数太多。'],
])('wrong usage is said in the language of the output: %s', (words, zh) => {
  expect(complaint(...words)).toBe(`${zh}\n`)
  vi.stubEnv('GUIPING_LANG', 'en')
  expect(complaint(...words)).toMatch(/^error: /)
})
