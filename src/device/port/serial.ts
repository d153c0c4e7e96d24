/** Serial ports through node-serialport: the one file that imports it. A new SerialPort object per connection. */
import { stat } from 'node:fs/promises'
import { SerialPort } from 'serialport'
import type { LineSettings } from '../../shared/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { serialOpenFault } from './open-errors.ts'
import type { Port, PortHandlers } from './port.ts'

/** COM names are no paths: only opening tells whether they are there. */
const isGone = (path: string): Promise<boolean> =>
  stat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => path.startsWith('/') && error.code === 'ENOENT',
  )

/** Opens `path`. The port can be closed only after that: closing while it opens would leave it open and locked. */
export const openSerial: OpenSerial = async (path, line, handlers) =>
  // A pad that is pulled out is looked for again and again: a look costs a tenth of an opening.
  (await isGone(path)) ? fail('pad/port-missing', { port: path }) : open(path, line, handlers)

type OpenSerial = (path: string, line: LineSettings, handlers: PortHandlers) => Promise<Result<Port>>

const open: OpenSerial = (path, line, handlers) =>
  new Promise((resolve) => {
    // hupcl would drop DTR on close, and some pads then reset.
    const serial = new SerialPort({ path, ...line, hupcl: false, lock: true, autoOpen: false })
    let silent = false
    let closing: Promise<void> | null = null

    const gone = new Promise<void>((done) => serial.once('close', () => done()))
    // isOpen is false while the binding closes after a disconnect; its close event then ends the wait.
    const close = () => {
      closing ??= serial.isOpen ? new Promise<void>((done) => serial.close(() => done())) : gone
      return closing
    }
    const lose = (why: 'close-event' | 'read-error') => {
      if (!silent) handlers.lost(why)
      silent = true
    }

    // Attached before the open resolves: without a reader an unplug goes unnoticed.
    serial.on('data', (bytes: Buffer) => {
      if (!silent) handlers.data(bytes)
    })
    serial.on('close', () => lose('close-event'))
    serial.on('error', () => {
      lose('read-error')
      void close()
    })

    serial.open((error) => {
      if (error) {
        silent = true
        return resolve({ ok: false, error: serialOpenFault(path, error) })
      }
      resolve(
        ok({
          name: path,
          write: (bytes) =>
            new Promise((written) => {
              if (!serial.isOpen) return written(fail('pad/port-gone'))
              serial.write(Buffer.from(bytes), (failed) =>
                written(failed ? fail('pad/port-gone') : ok(undefined)),
              )
            }),
          close: () => {
            silent = true
            return close()
          },
        }),
      )
    })
  })

/** The ports that the system knows, as the binding tells them. Rejects where it cannot ask. */
export const listSerial = () => SerialPort.list()
