import type { Snapshot } from '../shared/views.ts'

export type FrontView = 'setup' | 'sign-in' | 'unlock' | 'desk'

/**
 * What the front page is now. A shift that this page has no clerk's role for (the program started again, another
 * browser) is unlocked with its owner's password, like a locked one.
 */
export const frontView = (snapshot: Snapshot, setUpLater: boolean): FrontView => {
  const { host, counter } = snapshot
  if (counter.state === 'signed-out') {
    return host.fresh && !host.practice && !setUpLater ? 'setup' : 'sign-in'
  }
  return counter.locked || !host.roles.includes('clerk') ? 'unlock' : 'desk'
}
