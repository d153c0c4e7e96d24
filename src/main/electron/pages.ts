/** The pages under Electron: a custom scheme with a strict policy, instead of files. */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { HEADERS } from '../browser/guard.ts'

export const SCHEME = 'app'
export const ORIGIN = `${SCHEME}://guiping`

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Answers app://guiping/… from `folder`; anything that leaves it, or is of another kind, is 404. */
export const pageHandler =
  (folder: string) =>
  async (request: { url: string }): Promise<Response> => {
    const missing = new Response('', { status: 404, headers: HEADERS })
    const url = new URL(request.url)
    const path = normalize(
      join(folder, decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname)),
    )
    const type = TYPES[extname(path)]
    if (`${url.protocol}//${url.host}` !== ORIGIN || !type || !path.startsWith(folder + sep)) return missing
    try {
      return new Response(await readFile(path), { headers: { ...HEADERS, 'content-type': type } })
    } catch {
      return missing
    }
  }
