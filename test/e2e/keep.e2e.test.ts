/** Hall IT lets old entries leave: what may, asked twice, where they are then. */
import { expect, it } from 'vitest'
import { seriousFaults } from '../harness/axe.ts'
import { shoot } from '../harness/chromium.ts'
import { answersFor, HELD, SNAPSHOTS } from './fake-wire.ts'
import { withLog } from './it-sights.ts'
import { calls, DESK, measure, openFake, shootBoth, show } from './page-test.ts'

const NARROW = { width: 1093, height: 614 }

it('says what may leave and where to, asks once more with what for, and never by one click', async () => {
  for (const [language, words] of [
    ['zh-CN', ['移出…', '存档并移出', '用途', '保留与移出']],
    ['en-US', ['Let them leave…', 'Archive and let leave', 'What for', 'Retention and archiving']],
  ] as const) {
    const answers = answersFor('it', language)
    answers['log.prune'] = {
      ok: true,
      value: { entries: 81_204, to: 81_204, archive: '/data/backups/archive/guiping.db', smaller: false },
    }
    const { page, heard } = await openFake(answers, 'it', language === 'zh-CN' ? DESK : NARROW)
    const [begin, go, why, title] = words
    await page.getByText('/data/backups/archive').waitFor()
    await page.getByRole('button', { name: begin }).click()
    expect(await calls(page, 'log.prune')).toEqual([])
    await page.getByRole('button', { name: go }).click()
    await page.getByRole('alert').waitFor()
    expect(await calls(page, 'log.prune')).toEqual([])
    await page.getByRole('region', { name: title }).getByLabel(why).fill('满期')
    await shoot(page, `keep-${language}`)
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByText('/data/backups/archive/guiping.db').waitFor()
    expect(await calls(page, 'log.prune')).toMatchObject([{ input: { to: 81_204, why: '满期' } }])
    const { least, wide } = await measure(page)
    expect(least).toBeGreaterThanOrEqual(14)
    expect(wide).toBe(false)
    answers['log.keep'] = {
      ok: true,
      value: {
        ...{ months: 36, leastDays: 180, leaving: null, folder: '/data/backups/archive' },
        why: { code: 'keep/no-hall' },
        archives: [{ to: 81_204, file: '/data/backups/archive/guiping.db' }],
      },
    }
    await show(page, answers, 'desk')
    await show(page, answers, 'it')
    await page.getByText(language === 'zh-CN' ? '没有连接大厅' : 'has no hall').waitFor()
    await shoot(page, `keep-none-${language}`)
    expect(heard).toEqual([])
  }
})

it('says how far entries have left, and can be stopped', async () => {
  for (const [language, words] of [
    ['zh-CN', ['移出…', '存档并移出', '用途', '保留与移出', '已移出 20,000 / 81,204 条', '停止']],
    [
      'en-US',
      [
        'Let them leave…',
        'Archive and let leave',
        'What for',
        'Retention and archiving',
        '20,000 of 81,204 entries have left',
        'Stop',
      ],
    ],
  ] as const) {
    const answers = answersFor('it', language)
    answers['log.prune'] = HELD
    answers['log.prune-state'] = { ok: true, value: { step: 'leave', done: 20_000, total: 81_204 } }
    const { page } = await openFake(answers, 'it', NARROW)
    const [begin, go, why, title, far, stop] = words
    const card = page.getByRole('region', { name: title })
    await card.getByRole('button', { name: begin }).click()
    await card.getByLabel(why).fill('满期')
    await card.getByRole('button', { name: go }).click()
    await card.getByText(far).waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await shoot(card, `leaving-${language}-${colorScheme}`)
    }
    expect(await seriousFaults(page)).toEqual([])
    await card.getByRole('button', { name: stop, exact: true }).click()
    await expect.poll(() => calls(page, 'log.prune-stop')).toHaveLength(1)
  }
})

it('says how to go back to a copy, word for word, and copies logs that were moved aside with what for', async () => {
  for (const [language, title, words] of [
    ['zh-CN', '备份与移开的日志', ['用途', '复制出来', '到第 12,345 条', '硬盘坏了', '2026年5月1日']],
    [
      'en-US',
      'Copies and logs moved aside',
      ['What for', 'Copy them', 'up to entry 12,345', '"broken disk"', 'May 1, 2026'],
    ],
  ] as const) {
    const answers = answersFor('it', language)
    answers['log.aside-copy'] = {
      ok: true,
      value: { folder: '/data/exports/quarantine', taken: ['2026-05-01T023000000Z'] },
    }
    const { page, heard } = await openFake(answers, 'it', language === 'zh-CN' ? DESK : NARROW)
    const [why, take, newest, reason, day] = words
    const card = page.getByRole('region', { name: title })
    await card.getByText('guiping log restore --data "/data" --as it', { exact: true }).waitFor()
    await card.getByText(`guiping log restore --data "/data" --as it --yes --why ${reason}`).waitFor()
    await card.getByText(newest).waitFor()
    await card.getByText(day).waitFor()
    const field = card.getByLabel(why)
    await field.fill('')
    await page.keyboard.press('Enter')
    await card.getByRole('alert').waitFor()
    expect(await calls(page, 'log.aside-copy')).toEqual([])
    await field.fill('信息科核查')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await shoot(card, `aside-${language}-${colorScheme}`)
    }
    await page.keyboard.press('Enter')
    await card.getByText('/data/exports/quarantine').waitFor()
    expect(await calls(page, 'log.aside-copy')).toMatchObject([{ input: { why: '信息科核查' } }])
    await card.getByRole('button', { name: take }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    const { least, wide } = await measure(page)
    expect([least >= 14, wide]).toEqual([true, false])
    // Where nothing was moved aside there is nothing to copy.
    answers['log.aside'] = {
      ok: true,
      value: { dir: '/data', folder: '/data/quarantine', logs: [], copies: { folder: '/b', newest: null } },
    }
    await show(page, answers, 'desk')
    await show(page, answers, 'it')
    await card.getByText('/b', { exact: true }).waitFor()
    expect(await card.getByRole('button').count()).toBe(0)
    expect(heard).toEqual([])
  }
})

it('says on IT’s page what waits beside the log and is in no list and no sum', async () => {
  const answers = answersFor('it', 'zh-CN')
  const trouble = { code: 'data/side', params: { entries: 3, why: 'data/in-use' } } as const
  const { host } = SNAPSHOTS.it
  answers['state.get'] = { ok: true, value: { ...SNAPSHOTS.it, host: { ...host, trouble } } }
  const { page } = await openFake(answers, 'it', NARROW)
  await page.getByText('3 条先记在旁路文件，已确认的都在；补入前，各处的名单和合计都不含它们。').waitFor()
  await shootBoth(page, 'beside-it')
  expect((await measure(page)).wide).toBe(false)
})

it('says how far an export is, and can be stopped', async () => {
  for (const [language, tab, far, stop] of [
    ['zh-CN', '导出', '120,000 / 310,000', '停止'],
    ['en-US', 'Export', '120,000 of 310,000', 'Stop'],
  ] as const) {
    const answers = withLog(answersFor('it', language))
    const view = { state: 'running', done: 120_000, total: 310_000, file: null, entries: 0, fault: null }
    answers['log.export-state'] = { ok: true, value: view }
    const { page } = await openFake(answers, 'it', NARROW)
    await page.getByText(tab, { exact: true }).first().click()
    await page.getByText(far, { exact: false }).first().waitFor()
    await shoot(page, `exporting-${language}`)
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: stop, exact: true }).first().click()
    await expect.poll(() => calls(page, 'log.export-stop')).toHaveLength(1)
  }
})

it('says how far a check of the log is, and can be stopped', async () => {
  for (const [language, begin, far, stop] of [
    ['zh-CN', '核查', '已核查 120,000 / 310,000 条', '停止'],
    ['en-US', 'Check', '120,000 of 310,000 entries checked', 'Stop'],
  ] as const) {
    const answers = answersFor('it', language)
    answers['log.verify'] = HELD
    answers['log.verify-state'] = { ok: true, value: { done: 120_000, total: 310_000 } }
    const { page } = await openFake(answers, 'it', NARROW)
    await page.getByRole('button', { name: begin, exact: true }).click()
    await page.getByText(far).waitFor()
    await shoot(page, `checking-${language}`)
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: stop, exact: true }).click()
    await expect.poll(() => calls(page, 'log.verify-stop')).toHaveLength(1)
  }
})

it('says of a log that is not whole since when, until when and whose work that is', async () => {
  for (const [language, begin, span, staff] of [
    ['zh-CN', '核查', '不能作证的时段', '涉及工号'],
    ['en-US', 'Check', 'Cannot be vouched for', 'Staff numbers in it'],
  ] as const) {
    const answers = answersFor('it', language)
    const day = Date.UTC(2026, 4, 3, 4)
    const places = {
      entries: 41,
      firstBad: 42,
      from: day,
      to: day + 3_600_000,
      staff: ['A01', 'B02'],
      pruned: 0,
    }
    answers['log.verify'] = {
      ok: true,
      value: {
        ...{
          ok: false,
          verdict: 'edited',
          why: 'hash',
          logId: '0197-2c3e-7abc',
          head: 'a'.repeat(64),
          ...places,
        },
        problem: language === 'zh-CN' ? '第 42 条的内容与写入时不同' : 'Entry 42 is not as it was written',
      },
    }
    const { page } = await openFake(answers, 'it', NARROW)
    await page.getByRole('button', { name: begin, exact: true }).click()
    const report = page.locator('output.report')
    await report.getByText(span).waitFor()
    const text = await report.innerText()
    expect(text).toMatch(/2026.*2026/s)
    expect(text).toMatch(new RegExp(`${staff}\\s+A01 B02`))
    await shoot(page, `not-whole-${language}`)
    expect(await seriousFaults(page)).toEqual([])
  }
})

it('says how far a copy of what was moved aside is, and can be stopped', async () => {
  for (const [language, begin, stop] of [
    ['zh-CN', '复制出来', '停止'],
    ['en-US', 'Copy them', 'Stop'],
  ] as const) {
    const answers = answersFor('it', language)
    answers['log.aside-copy'] = HELD
    answers['log.aside-state'] = { ok: true, value: { done: 3e9, total: 4e9 } }
    const { page } = await openFake(answers, 'it', NARROW)
    await page.getByRole('button', { name: begin, exact: true }).click()
    await page.getByText('75%').waitFor()
    await shoot(page, `copying-aside-${language}`)
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: stop, exact: true }).click()
    await expect.poll(() => calls(page, 'log.aside-stop')).toHaveLength(1)
  }
})
