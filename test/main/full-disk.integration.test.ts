import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fillDisk, skipReason, smallDisk } from '../harness/small-disk.ts'
import { ask, logged, signedIn, testApp } from '../harness/test-app.ts'

const small = smallDisk('32m')

describe.skipIf('why' in small)(`a start on a real disk that is full${skipReason(small)}`, () => {
  it('has the room that was set aside: a clerk signs in, a rating is confirmed and counted', async () => {
    if ('why' in small) return
    try {
      const dir = join(small.dir, 'data')
      mkdirSync(dir)
      const first = await testApp({ dir })
      await first.stop('test')
      const room = fillDisk(small.dir)
      // The staff list is there.
      const app = await testApp({ dir, roster: null })
      const session = await signedIn(app)
      for (let step = 0; step < 2; step += 1) expect(await ask(app, session, 'counter.next')).toBe('ok')
      const press = { key: '04', level: 5, bytes: 'ff', profile: 'ff68', deviceAt: null } as const
      expect(app.parts.counter.run({ type: 'press', press }).ok).toBe(true)
      expect(app.parts.trouble()?.code).toBe('data/disk-low')
      room()
      await app.stop('test')
      const again = await testApp({ dir, roster: null })
      expect(logged(again, 'key.pressed')).toMatchObject([{ verdict: 'counted', level: 5 }])
      expect(again.parts.log.verify()).toMatchObject({ verdict: 'ok' })
      await again.stop('test')
    } finally {
      small.unmount()
    }
  })
})
