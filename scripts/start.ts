/** `npm start`: the counter under Electron where its binary is there or can be fetched, else under the browser host. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { sentence } from '../src/shared/errors.ts'
import { buildIfStale, root } from './build-if-stale.ts'
import { electronBinary } from './electron-binary.ts'

if (!buildIfStale()) process.exit(3)

const words = process.argv.slice(2)
const electron = electronBinary()
if ('why' in electron) {
  const fault = { code: 'host/no-electron' as const, params: { why: electron.why } }
  console.log(sentence(fault, /^en/i.test(process.env['GUIPING_LANG'] ?? '') ? 'en-US' : 'zh-CN'))
}
const [command, args] =
  'path' in electron
    ? [electron.path, [root, ...words]]
    : [process.execPath, ['--no-warnings', join(root, 'src', 'cli', 'index.ts'), 'serve', ...words]]

// As in bin/guiping.
const NODE_COMPILE_CACHE =
  process.env['NODE_COMPILE_CACHE'] ?? join(root, 'node_modules', '.cache', 'guiping')
const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, NODE_COMPILE_CACHE } })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
