/** The checker that ships, in plain Python: many runs in one process, which takes a second to start. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export const CHECKER = join(import.meta.dirname, '../../resources/check/guiping_check.py')

const DRIVER = `
import contextlib, io, json, runpy, sys
for args in json.load(sys.stdin):
    sys.argv = args
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            runpy.run_path(args[0], run_name="__main__")
        except SystemExit as end:
            code = end.code
    print(json.dumps({"code": code, "report": json.loads(out.getvalue())}))
`

/** @returns exit status and report for each list of arguments. */
export const python = (runs: readonly (readonly string[])[]) => {
  const input = JSON.stringify(runs.map((args) => [CHECKER, ...args, '--json']))
  const { stdout, stderr } = spawnSync('python3', ['-c', DRIVER], {
    encoding: 'utf8',
    input,
    timeout: 60_000,
  })
  const lines = stdout.trimEnd().split('\n')
  if (lines.length !== runs.length) throw new Error(stderr)
  return lines.map((line) => JSON.parse(line))
}
