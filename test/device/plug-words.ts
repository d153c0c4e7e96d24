/** What the plug proof's two processes say to each other. */
export type ChildOrder = 'open' | 'close' | 'flood' | 'measure' | 'descriptors' | 'stop'
export type ChildWord =
  | { type: 'ready' | 'online' | 'closed' }
  | { type: 'lost'; why: string }
  | { type: 'stored'; key: string }
  | { type: 'cpu'; percent: number }
  | { type: 'descriptors'; count: number }
