import type { hotkeys as zh } from '../zh/hotkeys.ts'

export const hotkeys: Readonly<Record<keyof typeof zh, string>> = {
  'hotkeys.paused': 'Hotkeys are suspended for the card terminal until {{time}}.',
  'hotkeys.resume': 'Resume now',
}
