/** `guiping device …`: what a technician does with ports and keypads. */
import { Command } from 'commander'
import { decodeCommand } from './device/decode.ts'
import { emulateCommand } from './device/emulate.ts'
import { learnCommand } from './device/learn.ts'
import { listCommand } from './device/list.ts'
import { monitorCommand } from './device/monitor.ts'
import { probeCommand } from './device/probe.ts'
import { recordCommand } from './device/record.ts'
import { replayCommand } from './device/replay.ts'

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
