/** The real browser host in a process of its own, to be killed. Arguments: data folder, pages folder. Prints its open URL. */
import { join } from 'node:path'
import { startBrowserHost } from '../../src/main/browser/host.ts'
import { systemClock } from '../../src/main/clock.ts'

const [dir = '', pages = ''] = process.argv.slice(2)
const resources = join(import.meta.dirname, '..', '..', 'resources')
const host = await startBrowserHost({
  dir,
  ports: [0],
  practice: false,
  clock: systemClock,
  resources,
  pages,
})
if (!host.ok) throw new Error(host.error.code)
console.log(host.value.server.openUrl())
