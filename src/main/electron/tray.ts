/** The small icon beside the clock: brings the page, and keeps the hotkeys away while the card terminal works. */
import type { Language } from '../../shared/errors.ts'
import type { HotkeyPause } from '../../shared/hotkeys/view.ts'
import type { ElectronApi } from './api.ts'

const SIZE = 16

const WORDS = {
  'zh-CN': {
    name: '柜评',
    show: '显示柜评',
    pause: '刷卡时暂停快捷键',
    paused: (time: string) => `柜评：快捷键已暂停，${time} 自动恢复`,
  },
  'en-US': {
    name: 'Guiping',
    show: 'Show Guiping',
    pause: 'Suspend hotkeys for the card terminal',
    paused: (time: string) => `Guiping: hotkeys suspended, back at ${time}`,
  },
} as const

export interface TrayOptions {
  icon: string
  language(): Language
  show(): void
  pause(on: boolean): void
}

export interface GuipingTray {
  /** Shows whether the hotkeys are suspended, and until when. */
  update(pause: HotkeyPause | null): void
  close(): void
}

export const openTray = (
  { Tray, Menu, nativeImage }: Pick<ElectronApi, 'Tray' | 'Menu' | 'nativeImage'>,
  { icon, language, show, pause: setPause }: TrayOptions,
): GuipingTray => {
  const image = nativeImage.createFromPath(icon).resize({ width: SIZE, height: SIZE })
  const tray = new Tray(image)
  const update = (pause: HotkeyPause | null) => {
    const words = WORDS[language()]
    const until = pause && new Date(pause.endsAt).toLocaleTimeString(language(), { timeStyle: 'short' })
    tray.setToolTip(until ? words.paused(until) : words.name)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.show, click: show },
        { type: 'separator' },
        {
          label: words.pause,
          type: 'checkbox',
          checked: pause?.why === 'card',
          click: () => setPause(pause?.why !== 'card'),
        },
      ]),
    )
  }
  tray.on('click', show)
  update(null)
  return { update, close: () => tray.destroy() }
}
