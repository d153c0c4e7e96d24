/** What opens a page in the desktop's browser: a program that takes the address as its one argument. */
const openers = (env: NodeJS.ProcessEnv): Partial<Record<NodeJS.Platform, string>> => ({
  win32: 'explorer.exe',
  darwin: 'open',
  ...(env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? { linux: 'xdg-open' } : {}),
})

/** @returns the program that takes an address, or null where there is no desktop. */
export const urlOpener = (): string | null => openers(process.env)[process.platform] ?? null
