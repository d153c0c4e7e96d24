/** Pages on a screen scaled to 125, 150 and 200 %, and their controls by keyboard alone. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { HostView } from '../../src/shared/views.ts'
import { seriousFaults } from '../harness/axe.ts'
import { shoot } from '../harness/chromium.ts'
import { answersFor, type SnapshotName } from './fake-wire.ts'
import { ONCE_OPENED, withLog } from './it-sights.ts'
import { DESK, measure, openFake, show } from './page-test.ts'

const LANGUAGES: HostView['language'][] = ['zh-CN', 'en-US']
const SCALES = [1.25, 1.5, 2]
const scaled = (scale: number) => ({
  width: Math.round(DESK.width / scale),
  height: Math.round(DESK.height / scale),
})

/** What is there as soon as the page is; the desk's own name is its next step. */
const PAGES: [state: SnapshotName, route: string, there: string][] = [
  ['fresh', '', '.choices'],
  ['locked', '', '[autocomplete=current-password]'],
  ['idle', '', '.matter.card .next-button'],
  ['asked', '', '.matter .ring'],
  ['trouble', '', '.troubles .fault'],
  ['practiceAsked', '', '.tasks'],
  ['technician', 'device', '.bench'],
  ['it', 'it', '.it'],
  ['idle', 'help', 'ol'],
  ['idle', 'results', '.results table'],
]

/** What overlaps on the desk, or lies outside the window though it is the next step. */
const deskFaults = (page: Page) =>
  page.evaluate(() => {
    const faults: string[] = []
    const box = (part: Element | null) => part?.getBoundingClientRect() ?? new DOMRect()
    const figure = document.querySelector('.matter-figure')
    for (const part of figure?.children ?? [])
      if (box(part).bottom > box(figure).bottom + 1) faults.push('the figure runs over')
    const next = document.querySelector('.matter .next-button')?.getBoundingClientRect()
    if (next && (next.top < 0 || next.bottom > window.innerHeight))
      faults.push('the next step is out of view')
    return faults
  })

it.each(LANGUAGES)(
  'scaled to 125, 150 and 200 percent no page in %s is wider than the screen, nothing overlaps, the next step is in view',
  async (language) => {
    const { page, heard } = await openFake(answersFor('idle', language))
    await page.emulateMedia({ reducedMotion: 'reduce' })
    for (const [state, route, there] of PAGES) {
      await show(page, withLog(answersFor(state, language)), route)
      await page.locator(there).first().waitFor()
      for (const scale of SCALES) {
        await page.setViewportSize(scaled(scale))
        const name = `${state} ${route} at ${scale * 100} %`
        expect((await measure(page)).wide, name).toBe(false)
        expect(await deskFaults(page), name).toEqual([])
      }
      await shoot(page, `large-${route || 'front'}-${state}-${language}`)
    }
    expect(heard).toEqual([])
  },
)

/** What a hand could use; of a group of radios the one that is chosen, as Tab has it. */
const CONTROLS = 'a[href], button, input, textarea, select, summary, [tabindex]'
const NONE =
  ':disabled, [tabindex="-1"], [aria-hidden=true], input[type=file], input[type=radio]:not(:checked)'

/** Numbers the controls of the page. @returns what they are called. */
const numbered = (page: Page) =>
  page.evaluate(
    ([controls, none]) =>
      [...document.querySelectorAll<HTMLElement>(controls)]
        .filter((control) => !control.matches(none) && control.checkVisibility({ visibilityProperty: true }))
        .map((control, index) => {
          control.dataset['control'] = String(index)
          return control.ariaLabel || control.textContent || control.outerHTML.slice(0, 120)
        }),
    [CONTROLS, NONE] as const,
  )

/** Where the focus is: which control, whether it is in view, whether an outline marks it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const control = document.activeElement
    if (!(control instanceof HTMLElement) || control.dataset['control'] === undefined) return null
    const { left, top, width, height } = control.getBoundingClientRect()
    const over = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20))
    const seen =
      over !== null && (over.contains(control) || (over.closest('label') ?? over).contains(control))
    // An input may be unseen itself: then what stands for it is beside it, or around it.
    const parts = [
      control,
      control.nextElementSibling,
      control.parentElement,
      control.parentElement?.parentElement,
    ]
    const marked = parts.some(
      (part) =>
        part &&
        [undefined, '::after'].some((pseudo) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(part, pseudo)
          return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
        }),
    )
    return { control: Number(control.dataset['control']), seen: seen || control.contains(over), marked }
  })

/** Goes through the page by Tab alone. @returns what was not reached, not in view, or not marked. */
const unreached = async (page: Page): Promise<string[]> => {
  const names = await numbered(page)
  const left = new Set(names.keys())
  const faults: string[] = []
  // A date has four places, and the browser's own comes between the last control and the first.
  for (let step = 0; step < 2 * names.length + 20 && left.size > 0; step += 1) {
    await page.keyboard.press('Tab')
    const at = await focused(page)
    if (at === null || !left.delete(at.control)) continue
    if (!at.seen) faults.push(`not in view: ${names[at.control]}`)
    if (!at.marked) faults.push(`not marked: ${names[at.control]}`)
  }
  return [...faults, ...[...left].map((control) => `not reached: ${names[control]}`)]
}

it('every control of every page is reached by Tab, comes into view and is marked, at 200 percent in the system’s own colours', async () => {
  const { page } = await openFake(answersFor('idle', 'zh-CN'), '', scaled(2))
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' })
  for (const [state, route, there] of PAGES) {
    await show(page, withLog(answersFor(state, 'zh-CN')), route)
    await page.locator(there).first().waitFor()
    expect(await unreached(page), `${state} ${route}`).toEqual([])
    expect(await seriousFaults(page), `${state} ${route}`).toEqual([])
  }
  await show(page, withLog(answersFor('it', 'zh-CN')), 'it')
  for (const { name, open, sight } of ONCE_OPENED) {
    await page.getByText(open.zh, { exact: true }).first().click({ force: true })
    await page.getByText(sight.zh).first().waitFor()
    expect(await unreached(page), name).toEqual([])
    expect(await seriousFaults(page), name).toEqual([])
  }
})
