/**
 * From `npm start` (pages built, browser host) to a page on which one can click. Baseline: a bare Node HTTP server with
 * one button, in the same Chromium.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { type Figure, median } from './figure.ts'

const ROUNDS = 3
const root = join(import.meta.dirname, '..')

const BARE = `require('node:http').createServer((q, r) => r.setHeader('content-type', 'text/html').end('<button>x</button>'))
  .listen(0, '127.0.0.1', function () { console.log('http://127.0.0.1:' + this.address().port + '/') })`

/** Runs `words`, opens the URL that it prints, waits for a button. @returns ms. */
const usable = async (page: Page, words: string[]): Promise<number> => {
  const began = performance.now()
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more
      const found = /http:\/\/127\.0\.0\.1\S+/.exec(text)
      if (found) resolve(found[0])
    })
    child.once('exit', () => reject(new Error(`ended early: ${text}`)))
  })
  await page.goto(url)
  await page.getByRole('button').first().waitFor()
  const took = performance.now() - began
  child.removeAllListeners('exit')
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
  return took
}

export const run = async (): Promise<Figure> => {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await (await browser.newContext()).newPage()
    bare.push(await usable(page, ['-e', BARE]))
    const data = mkdtempSync(join(tmpdir(), 'guiping-bench-'))
    ours.push(await usable(page, ['scripts/start.ts', '--no-open', '--data', data]))
    rmSync(data, { recursive: true, force: true })
  }
  await browser.close()
  return {
    name: 'npm start to a usable page (first run, pages built)',
    baseline: `a bare Node server with one button, ${median(bare).toFixed(0)} ms`,
    ratio: median(ours) / median(bare),
    ours: median(ours).toFixed(0),
    unit: 'ms',
    aim: 'none yet',
  }
}
