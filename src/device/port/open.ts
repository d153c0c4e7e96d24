/** Opens a port by its name. */
import { fail } from '../../shared/result.ts'
import { parsePortName } from './name.ts'
import type { OpenPort } from './port.ts'
import { openSerial } from './serial.ts'
import { openTcp } from './tcp.ts'

export const openPort: OpenPort = async (name, line, handlers, signal) => {
  const parsed = parsePortName(name)
  if (!parsed.ok) return parsed
  const { value } = parsed
  if (signal?.aborted) return fail('pad/offline')
  return value.kind === 'tcp'
    ? openTcp(name, value.host, value.port, handlers, signal)
    : openSerial(value.path, line, handlers)
}
