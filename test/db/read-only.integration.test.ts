/** A log on a medium that cannot be written: a write-protected stick, a disc with evidence on it. */
import { execFileSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLogFile } from '../../src/db/browse/browse.ts'
import { readLog } from '../../src/db/log/open.ts'
import { skipReason, smallDisk } from '../harness/small-disk.ts'
import { kit, serve } from './log-kit.ts'

const small = smallDisk('4m')

it.skipIf('why' in small)(
  `a log on a medium that cannot be written is said to want a copy elsewhere${skipReason(small)}`,
  () => {
    if ('why' in small) return
    const k = kit()
    try {
      const log = k.log()
      serve(k, log, [5])
      log.close()
      const path = join(small.dir, 'log.db')
      copyFileSync(join(k.dir, 'log.db'), path)
      execFileSync('mount', ['-o', 'remount,ro', small.dir])
      const wanted = { ok: false, error: { code: 'data/read-only', params: { path: small.dir } } }
      expect(readLog(small.dir)).toMatchObject(wanted)
      expect(openLogFile(path)).toMatchObject(wanted)
    } finally {
      small.unmount()
      k.end()
    }
  },
)
