/**
 * A double of exactly the Electron calls that this program uses, typed by ElectronApi. A call that it does not know
 * throws, so a new use of Electron has to be thought of here first.
 */
import type { ElectronApi, TrayIcon, Window } from '../../src/main/electron/api.ts'

type Listener = (...args: never[]) => unknown

/** Throws for every property that `known` does not have. */
const strict = <T extends object>(name: string, known: object): T =>
  new Proxy(known, {
    get: (target, key) => {
      if (key in target) return Reflect.get(target, key)
      // A promise looks for `then` on whatever it resolves with.
      if (key === 'then' || typeof key === 'symbol') return undefined
      throw new Error(`the Electron double does not know ${name}.${key}`)
    },
  }) as T

const events = () => {
  const listeners = new Map<string, Listener[]>()
  return {
    on: (name: string, listener: Listener) => {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
    },
    emit: (name: string, ...args: unknown[]) => {
      for (const listener of listeners.get(name) ?? []) (listener as (...args: unknown[]) => unknown)(...args)
    },
    has: (name: string) => listeners.has(name),
  }
}

export interface DoubleWindow {
  options: Record<string, unknown>
  url: string
  visible: boolean
  focused: boolean
  /** A window that is not can be clicked and never gets the focus. */
  focusable: boolean
  inTaskbar: boolean
  destroyed: boolean
  sent: [channel: string, payload: unknown][]
  frame: { url: string }
  bounds: { x: number; y: number; width: number; height: number }
  onTop: boolean
  /** Another program is clicked. */
  blur(): void
  emit(name: string, ...args: unknown[]): void
  webEmit(name: string, ...args: unknown[]): void
  openHandler: (() => { action: string }) | null
  window: Window
}

export interface DoubleTray {
  tip: string
  menu: { label?: string; checked?: boolean; click?: () => void }[]
  destroyed: boolean
}

/**
 * @param taken accelerators that another program has registered. @param firstInstance false: we are the second.
 * @param suspends whether this Electron can suspend its shortcuts.
 * @param onShow told of every window that is shown.
 */
export const electronDouble = ({
  taken = [] as string[],
  firstInstance = true,
  suspends = true,
  onShow = () => {},
} = {}) => {
  const app = events()
  const power = events()
  const screens = events()
  const workArea = { x: 0, y: 0, width: 1366, height: 728 }
  const windows: DoubleWindow[] = []
  const shortcuts = new Map<string, () => void>()
  const handlers = new Map<string, (event: unknown, ...args: unknown[]) => unknown>()
  const schemes = new Map<string, (request: { url: string }) => Promise<Response>>()
  const shown: DoubleTray[] = []
  let suspended = false
  const seen = {
    quit: 0,
    exit: null as number | null,
    errorBox: null as string | null,
    privileged: [] as string[],
    screens: 1,
    /** Since when nobody touched the PC, in whole seconds. */
    untouchedS: 86_400,
  }
  const ended = Promise.withResolvers<number>()

  // Called with `new`; what a constructor returns takes the place of `this`.
  function openWindow(options: Record<string, unknown>): Window {
    const own = events()
    const web = events()
    const state: DoubleWindow = {
      options,
      url: '',
      visible: false,
      focused: false,
      focusable: options['focusable'] !== false,
      inTaskbar: options['skipTaskbar'] !== true,
      destroyed: false,
      sent: [],
      frame: { url: '' },
      bounds: {
        x: Number(options['x'] ?? 0),
        y: Number(options['y'] ?? 0),
        width: Number(options['width']),
        height: Number(options['height']),
      },
      onTop: options['alwaysOnTop'] === true,
      blur: () => {},
      emit: own.emit,
      webEmit: web.emit,
      openHandler: null,
      window: null as never,
    }
    const webContents = strict<Window['webContents']>('webContents', {
      id: windows.length + 1,
      mainFrame: state.frame,
      on: web.on,
      send: (channel: string, payload: unknown) => state.sent.push([channel, payload]),
      setWindowOpenHandler: (handler: () => { action: string }) => {
        state.openHandler = handler
      },
    })
    const blur = () => {
      if (!state.focused) return
      state.focused = false
      own.emit('blur')
    }
    state.blur = blur
    state.window = strict<Window>('BrowserWindow', {
      webContents,
      on: own.on,
      loadURL: async (url: string) => {
        state.url = url
        state.frame.url = url
        own.emit('ready-to-show')
      },
      show: () => {
        state.visible = true
        onShow()
      },
      showInactive: () => {
        state.visible = true
      },
      hide: () => {
        state.visible = false
        blur()
      },
      focus: () => {
        state.focused = state.focusable
      },
      setFocusable: (focusable: boolean) => {
        state.focusable = focusable
        // As Electron does on Windows.
        state.inTaskbar = focusable
        if (state.visible) throw new Error('a visible window would hand the focus to whatever lies beneath')
      },
      setSkipTaskbar: (skip: boolean) => {
        state.inTaskbar = !skip
      },
      isVisible: () => state.visible,
      getBounds: () => ({ ...state.bounds }),
      setBounds: (bounds: DoubleWindow['bounds']) => {
        state.bounds = { ...state.bounds, ...bounds }
        own.emit('move')
      },
      setAlwaysOnTop: (onTop: boolean) => {
        state.onTop = onTop
      },
      isDestroyed: () => state.destroyed,
      destroy: () => {
        state.destroyed = true
        // Electron ends with its last window, unless somebody listens.
        if (windows.every((one) => one.destroyed) && !app.has('window-all-closed')) seen.quit += 1
      },
    })
    windows.push(state)
    return state.window
  }

  function openTray(): TrayIcon {
    const state: DoubleTray = { tip: '', menu: [], destroyed: false }
    shown.push(state)
    return strict<TrayIcon>('Tray', {
      setToolTip: (tip: string) => {
        state.tip = tip
      },
      setContextMenu: (menu: DoubleTray['menu']) => {
        state.menu = menu
      },
      on: events().on,
      destroy: () => {
        state.destroyed = true
      },
    })
  }

  const electron = strict<ElectronApi>('electron', {
    app: strict('app', {
      requestSingleInstanceLock: () => firstInstance,
      whenReady: async () => {},
      on: app.on,
      setAppUserModelId: () => {},
      setPath: () => {},
      quit: () => {
        seen.quit += 1
        let prevented = false
        app.emit('before-quit', { preventDefault: () => (prevented = true) })
        if (!prevented) ended.resolve(0)
      },
      exit: (code: number) => {
        seen.exit = code
        ended.resolve(code)
      },
    }),
    BrowserWindow: openWindow,
    ipcMain: strict('ipcMain', {
      handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => unknown) =>
        handlers.set(channel, handler),
    }),
    protocol: strict('protocol', {
      registerSchemesAsPrivileged: (list: { scheme: string }[]) =>
        seen.privileged.push(...list.map(({ scheme }) => scheme)),
      handle: (scheme: string, handler: (request: { url: string }) => Promise<Response>) =>
        schemes.set(scheme, handler),
    }),
    globalShortcut: strict('globalShortcut', {
      register: (keys: string, run: () => void) => {
        if (keys === '') throw new TypeError('not an accelerator')
        if (suspended || taken.includes(keys)) return false
        shortcuts.set(keys, run)
        return true
      },
      unregisterAll: () => shortcuts.clear(),
      ...(suspends
        ? {
            setSuspended: (on: boolean) => {
              suspended = on
            },
          }
        : { setSuspended: undefined }),
    }),
    powerMonitor: strict('powerMonitor', { on: power.on, getSystemIdleTime: () => seen.untouchedS }),
    screen: strict('screen', {
      getPrimaryDisplay: () => ({ id: 1, workArea }),
      getDisplayMatching: () => ({ workArea }),
      getAllDisplays: () =>
        Array.from({ length: seen.screens }, (_, index) => ({
          id: index + 1,
          bounds: { x: 1366 * index, y: 0, width: 1366, height: 768 },
        })),
      on: screens.on,
    }),
    Tray: openTray,
    Menu: strict('Menu', { buildFromTemplate: (template: DoubleTray['menu']) => template }),
    nativeImage: strict('nativeImage', {
      createFromPath: (path: string) => strict('image', { resize: () => ({ path }) }),
    }),
    dialog: strict('dialog', {
      showErrorBox: (_title: string, text: string) => {
        seen.errorBox = text
      },
    }),
  })
  /** What pressing the key does: nothing where it is not registered, or suspended. */
  const press = (keys: string) => {
    if (!suspended) shortcuts.get(keys)?.()
  }
  return {
    electron,
    app,
    power,
    screens,
    workArea,
    windows,
    tray: shown,
    shortcuts,
    press,
    handlers,
    schemes,
    seen,
    ended: ended.promise,
  }
}
