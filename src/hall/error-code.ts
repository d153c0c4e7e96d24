/** @returns the code of an error of the system, of SQLite or of TLS; its name where it has none. Never its message. */
export const errorCode = (error: unknown): string => {
  if (!(error instanceof Error)) return 'error'
  return 'code' in error ? String(error.code) : error.name
}
