/** Keeps the bar along an edge of a screen, and remembers where: bar.json in the data folder. */
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts'
import type { Clock } from '../../shared/clock.ts'
import type { ElectronApi, Window } from './api.ts'
import { docked, type Rectangle } from './dock.ts'

const placeSchema = z.strictObject({ x: z.number().int(), y: z.number().int() })

/** A window that is dragged says so many times a second; so long after the last time it lies still. */
const STILL_MS = 250

type Screen = ElectronApi['screen']

const onScreen = (screen: Screen, bounds: Rectangle) =>
  docked(bounds, screen.getDisplayMatching(bounds).workArea)

/** @returns where the bar lay last, on a screen that is there; the top right corner the first time. */
export const barPlace = (screen: Screen, dir: string, size: { width: number; height: number }): Rectangle => {
  const kept = readJsonFile(join(dir, 'bar.json'), placeSchema)
  const { workArea } = screen.getPrimaryDisplay()
  const corner = { x: workArea.x + workArea.width - size.width, y: workArea.y }
  // A file that cannot be read costs the place and nothing else.
  return onScreen(screen, { ...size, ...((kept.ok && kept.value) || corner) })
}

/** Docks the bar whenever it was moved or the screens changed. @param size what the bar is wherever there is room. */
export const keepDocked = (
  bar: Window,
  {
    screen,
    dir,
    clock,
    size,
  }: { screen: Screen; dir: string; clock: Clock; size: { width: number; height: number } },
): void => {
  let cancel = () => {}
  const dock = () => {
    if (bar.isDestroyed()) return
    const { x, y } = bar.getBounds()
    const to = onScreen(screen, { x, y, ...size })
    // Moving it says `move` once more: what lies right is left alone.
    if (to.x !== x || to.y !== y) bar.setBounds(to)
    // Not kept, it stands in the corner next time: no reason to trouble a clerk.
    writeJsonFile(join(dir, 'bar.json'), { x: to.x, y: to.y })
  }
  const soon = () => {
    cancel()
    cancel = clock.after(STILL_MS, dock)
  }
  bar.on('move', soon)
  screen.on('display-metrics-changed', soon)
  screen.on('display-removed', soon)
  // Some programs push themselves on top of everything; the bar comes back.
  bar.on('always-on-top-changed', (_event, onTop) => {
    if (!onTop) bar.setAlwaysOnTop(true)
  })
  bar.on('closed', () => cancel())
}
