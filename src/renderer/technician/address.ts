/** @returns a keypad's bus address 0–255, null for an empty text (any address), or not ok. */
export const parseAddress = (text: string): { ok: true; value: number | null } | { ok: false } => {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: true, value: null }
  const value = Number(trimmed)
  return /^\d{1,3}$/.test(trimmed) && value <= 255 ? { ok: true, value } : { ok: false }
}
