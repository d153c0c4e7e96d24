import type { Clock } from '../../shared/clock.ts'
import type { Wire } from '../../shared/wire.ts'
import { httpWire } from './http-wire.ts'

declare global {
  interface Window {
    /** Put there by the preload script; absent in the browser host. */
    guiping?: Wire
  }
}

/** @returns the preload's wire where there is one, else HTTP to the host that served this page. */
export const getWire = (clock: Clock): Wire => window.guiping ?? httpWire(clock)
