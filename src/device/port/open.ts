/** Opens a port by its name. */
import { fail } from '../../shared/result.ts'
import { openHid } from './hid.ts'
import { parsePortName } from './name.ts'
import type { OpenPort } from './port.ts'
import { openSerial } from './serial.ts'
import { openTcp } from './tcp.ts'

export const openPort: OpenPort = async (name, line, handlers, signal) => {
  const parsed = parsePortName(name)
  if (!parsed.ok) return parsed
  const { value } = parsed
  if (signal?.aborted) return fail('pad/offline')
  switch (value.kind) {
    case 'tcp':
      return openTcp(name, value.host, value.port, handlers, signal)
    case 'hid':
      return openHid(name, value, handlers)
    case 'serial':
      return openSerial(value.path, line, handlers)
  }
}
