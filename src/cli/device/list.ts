/** `guiping device list`: the serial ports, the likeliest first, with their USB names and what holds them. */
import { join } from 'node:path'
import { Command } from 'commander'
import { loadBridges } from '../../device/detect/bridges.ts'
import { type Proposal, proposePorts } from '../../device/detect/propose.ts'
import { listPorts } from '../../device/port/list.ts'
import { holderOf } from '../../main/port-holders.ts'
import type { PortInfo } from '../../shared/pad.ts'
import { printJson, printText, say, stop } from '../io.ts'
import { resources } from '../paths.ts'

export type ListedPort = PortInfo & Omit<Proposal, 'score'> & { heldBy: string | null }

/** @returns a port as one line for people. */
export const portLine = (listed: ListedPort): string => {
  const { port, name, vendorId, productId, serialNumber, chip, reason, apart, heldBy } = listed
  return [
    port,
    name,
    vendorId && `${vendorId}:${productId ?? '?'}`,
    serialNumber,
    chip,
    reason === 'bridge-on-keypads' && say('评价器常用芯片', 'seen on keypads'),
    apart === 'press' && vendorId && say('有一样的', 'one of several alike'),
    heldBy && say(`被占用：${heldBy}`, `held by ${heldBy}`),
  ]
    .filter(Boolean)
    .join('  ')
}

export const listCommand = () =>
  new Command('list')
    .description('列出串口和占用它的程序 · list the serial ports and what holds them')
    .option('--json', 'one JSON value')
    .action(async ({ json }: { json?: true }) => {
      const bridges = loadBridges(join(resources, 'usb'))
      if (!bridges.ok) return stop(bridges.error)
      const ports = await listPorts()
      const rows = proposePorts(ports, bridges.value).flatMap(({ score: _, ...proposal }) => {
        const info = ports.find(({ port }) => port === proposal.port)
        return info ? [{ ...info, ...proposal }] : []
      })
      const listed = await Promise.all(
        rows.map(async (row) => ({ ...row, heldBy: await holderOf(row.port) })),
      )
      if (json) return printJson(listed)
      if (listed.length === 0)
        printText(
          say(
            '没有找到串口。请检查 USB 线和驱动。',
            'No serial port was found. Check the USB cable and the driver.',
          ),
        )
      for (const row of listed) printText(portLine(row))
    })
