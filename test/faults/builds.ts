/**
 * Builds of the program that are wrong in one place, for the proofs to find: `--import builds.ts` with `PROOF_BUILD=NAME`.
 * A proof that finds nothing in them proves nothing.
 */
import { registerHooks } from 'node:module'

interface Build {
  file: string
  /** Each must be found, or the build is the right one. */
  replace: readonly (readonly [from: string, to: string])[]
}

const BUILDS: Readonly<Record<string, Build>> = {
  normal: {
    file: '/src/db/log/file.ts',
    replace: [
      ["db.pragma('synchronous = full')", "db.pragma('synchronous = normal')"],
      ['const FULL = 2', 'const FULL = 1'],
    ],
  },
  'side-unsynced': { file: '/src/db/side/side-file.ts', replace: [['fsyncSync(file)', 'void file']] },
}

const name = process.env['PROOF_BUILD'] ?? ''
const build = BUILDS[name]
if (!build) throw new Error(`no such build: ${name}`)

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context)
    if (!url.endsWith(build.file)) return loaded
    let source = String(loaded.source)
    for (const [from, to] of build.replace) {
      if (!source.includes(from)) throw new Error(`${build.file} has no ${from}`)
      source = source.replaceAll(from, to)
    }
    return { ...loaded, source }
  },
})
