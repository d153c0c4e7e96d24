/** `guiping device …`: what a technician does with ports and keypads. */
import { Command } from 'commander'
import { listPorts } from '../device/port/list.ts'
import { decodeCommand } from './device/decode.ts'
import { emulateCommand } from './device/emulate.ts'
import { learnCommand } from './device/learn.ts'
import { monitorCommand } from './device/monitor.ts'
import { probeCommand } from './device/probe.ts'
import { recordCommand } from './device/record.ts'
import { replayCommand } from './device/replay.ts'
import { printJson, printText } from './io.ts'

const listCommand = () =>
  new Command('list')
    .description('列出串口 · list the serial ports')
    .option('--json', 'one JSON value')
    .action(async ({ json }: { json?: true }) => {
      const ports = await listPorts()
      if (json) return printJson(ports)
      if (ports.length === 0) printText('没有找到串口。请检查 USB 线和驱动。')
      for (const { port, name, vendorId, productId, serialNumber } of ports)
        printText(
          [port, name, vendorId && `${vendorId}:${productId}`, serialNumber].filter(Boolean).join('  '),
        )
    })

export const deviceCommand = (): Command =>
  new Command('device')
    .description('端口和评价器 · ports and keypads')
    .addCommand(listCommand())
    .addCommand(decodeCommand())
    .addCommand(emulateCommand())
    .addCommand(learnCommand())
    .addCommand(monitorCommand())
    .addCommand(probeCommand())
    .addCommand(recordCommand())
    .addCommand(replayCommand())
