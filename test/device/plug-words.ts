/** What the plug proof's two processes say to each other. */
export type ChildOrder = 'open' | 'close' | 'flood' | 'collect' | 'measure' | 'descriptors' | 'stop'
export type ChildWord =
  | { type: 'ready' | 'online' | 'closed' }
  | { type: 'lost'; why: string }
  | { type: 'stored'; key: string }
  /** `threads`: the share of each, by name. */
  | { type: 'cpu'; percent: number; threads: (readonly [name: string, percent: number])[] }
  | { type: 'descriptors'; count: number }
