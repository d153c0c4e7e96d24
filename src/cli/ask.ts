/** Asks the running program as a technician or hall IT: it checks the password itself. */
import { passwordOf } from './auth.ts'
import { printJson, stop } from './io.ts'
import { send } from './send.ts'

export interface AskOptions {
  data?: string
  json?: boolean
  as: string
}

export const ask = async (
  { data, json, as: role }: AskOptions,
  method: string,
  input: unknown,
  show: (value: unknown) => void,
): Promise<void> => {
  const password = await passwordOf(role)
  if (!password.ok) return stop(password.error)
  return send(data, method, input, json ? printJson : show, { role, password: password.value })
}
