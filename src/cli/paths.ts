import { join } from 'node:path'

/** The folder that holds resources/ and out/: the checkout, or the packaged program's own folder. */
export const checkout = join(import.meta.dirname, '..', '..')
