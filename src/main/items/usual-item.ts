/** What a window usually does is asked once a shift: it decides what a shift begins with. */
export const usualItems = (shift: () => string | null, ask: () => string | null) => {
  let known: { shift: string | null; code: string | null } | null = null
  return () => {
    if (known?.shift !== shift()) known = { shift: shift(), code: ask() }
    return known?.code ?? null
  }
}
