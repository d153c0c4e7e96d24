import { expect, it } from 'vitest'
import { argsOf, unusedOf, withLaunch, withoutLaunch } from '../../src/renderer/it/launch-list.ts'
import { NO_LAUNCH } from '../../src/shared/programs.ts'

const TAX = 'C:\\Tax\\tax.exe'

it('what an item opens is allowed with it, and no longer when the last item that opens it goes', () => {
  const one = withLaunch(NO_LAUNCH, 'A01', { program: TAX, args: ['{item}'] })
  expect(one).toEqual({ programs: [TAX], origins: [], items: { A01: { program: TAX, args: ['{item}'] } } })
  const two = withLaunch(one, '*', { program: TAX, args: [] })
  expect(two.programs).toEqual([TAX])
  expect(withoutLaunch(two, 'A01').programs).toEqual([TAX])
  expect(withoutLaunch(withoutLaunch(two, 'A01'), '*')).toEqual(NO_LAUNCH)
})

it('a page allows its server alone, placeholders or not; what is no address is left to the program to refuse', () => {
  const page = withLaunch(NO_LAUNCH, 'A01', { url: 'https://tax.example:8443/open/{item}?w={station}' })
  expect(page.origins).toEqual(['https://tax.example:8443'])
  expect(withLaunch(NO_LAUNCH, 'A01', { url: 'tax' })).toMatchObject({ origins: [], programs: [] })
})

it('an item’s other program takes the place of the one before', () => {
  const before = withLaunch(NO_LAUNCH, 'A01', { program: TAX, args: [] })
  expect(withLaunch(before, 'A01', { url: 'https://tax.example/' })).toEqual({
    programs: [],
    origins: ['https://tax.example'],
    items: { A01: { url: 'https://tax.example/' } },
  })
})

it('what is allowed and opened by no item stays, and is named', () => {
  const byHand = { programs: ['/opt/other'], origins: [], items: {} }
  const more = withLaunch(byHand, 'A01', { program: TAX, args: [] })
  expect(unusedOf(more)).toEqual(['/opt/other'])
  expect(withoutLaunch(more, 'A01')).toEqual(byHand)
})

it('arguments are lines, spaces inside them kept', () => {
  expect(argsOf(' --open \r\n\n ref=a b\n')).toEqual(['--open', 'ref=a b'])
})
