import type { Command } from 'commander'
import { expect, it } from 'vitest'
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
