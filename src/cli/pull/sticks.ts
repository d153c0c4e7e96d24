/** `.glog` files that came on a stick: copied into the folder as they are, and judged there. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type GlogReport, readGlog } from '../../db/glog/read.ts'
import { fileFault } from '../../db/sqlite.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { glogChecks, signerOf, type Trusted } from './checks.ts'
import type { Had } from './fetch.ts'
import { glogName, headerIn } from './folder.ts'

/** A file is not copied over another; the same file twice is one, and so is what a power cut left of its copy. @returns whether anything came. */
const copied = (file: string, to: string): Result<boolean> => {
  try {
    if (existsSync(to)) {
      const [whole, there] = [readFileSync(file), readFileSync(to)]
      if (!whole.subarray(0, there.length).equals(there)) return fail('data/exists', { path: to })
      if (there.length === whole.length) return ok(false)
    }
    copyFileSync(file, to)
    return ok(true)
  } catch (error) {
    return { ok: false, error: fileFault(error, file) }
  }
}

export const takeStick = (file: string, out: string, trusted: Trusted): Had => {
  const had: Had = { station: basename(file), from: file, file: null, report: null, fresh: 0, fault: null }
  try {
    const header = headerIn(file)
    if (!header) return { ...had, fault: reasonOf(file, trusted) }
    const station = header.station
    if (signerOf(trusted, header) === 'other')
      return { ...had, station, fault: { code: 'pull/other-key', params: { station } } }
    const to = join(out, glogName(header, `-usb-${header.to}`))
    const put = copied(file, to)
    if (!put.ok) return { ...had, station, fault: put.error }
    const report = readGlog(to, glogChecks(trusted))
    if (!report.ok) return { ...had, station, fault: report.error }
    const { judgement, fault } = report.value
    return {
      ...had,
      station,
      file: to,
      report: report.value,
      fresh: put.value ? judgement.entries : 0,
      fault,
    }
  } catch (error) {
    return { ...had, fault: fileFault(error, file) }
  }
}

/** Why a file is none. */
const reasonOf = (file: string, trusted: Trusted) => {
  const read: Result<GlogReport> = readGlog(file, glogChecks(trusted))
  return read.ok ? null : read.error
}
