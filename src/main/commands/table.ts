import type { Input, Method, Output } from '../../shared/commands.ts'
import type { Result } from '../../shared/result.ts'
import type { Parts } from '../parts.ts'

/** What each command does. `session` is the page that asks. */
export type Runs = {
  [M in Method]: (
    parts: Parts,
    input: Input<M>,
    session: string,
  ) => Result<Output<M>> | Promise<Result<Output<M>>>
}
