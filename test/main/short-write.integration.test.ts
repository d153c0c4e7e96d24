/** A disk that takes a part of what is written, and no more. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { writeJsonFile } from '../../src/files/json-file.ts'
import { fillDisk, skipReason, smallDisk } from '../harness/small-disk.ts'

it('a list for which the disk has half the room is refused, and the one that stands stays whole', ({
  skip,
}) => {
  const disk = smallDisk('1m')
  if ('why' in disk) return skip(skipReason(disk))
  onTestFinished(disk.unmount)
  const path = join(disk.dir, 'roster.json')
  expect(writeJsonFile(path, { staff: ['A01'] }).ok).toBe(true)
  const before = readFileSync(path, 'utf8')
  writeFileSync(join(disk.dir, 'room'), Buffer.alloc(40_960))
  fillDisk(disk.dir)
  rmSync(join(disk.dir, 'room'))
  const staff = Array.from({ length: 10_000 }, (_, n) => `A${n}`)
  expect(writeJsonFile(path, { staff })).toMatchObject({ ok: false, error: { code: 'data/disk-full' } })
  expect(readFileSync(path, 'utf8')).toBe(before)
  expect(readdirSync(disk.dir)).not.toContain('roster.json.new')
})
