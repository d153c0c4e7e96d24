import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { pageClock } from './clock.ts'
import { createI18n } from './i18n/i18n.ts'
import { TextProvider } from './i18n/text-provider.tsx'
import { OffersProvider } from './palette/offers.tsx'
import { Broken } from './parts/broken.tsx'
import { isDisplay } from './route.ts'
import { Theme } from './theme/theme.tsx'
import { getWire } from './wire/get-wire.ts'
import { createStore } from './wire/store.ts'
import { StoreProvider } from './wire/use-store.ts'
import './theme/base.css'
import './theme/pages.css'
import './theme/desk.css'
import './theme/bar.css'
import './theme/setup.css'
import './theme/technician.css'
import './theme/bench.css'
import './theme/hotkeys.css'
import './theme/programs.css'
import './theme/lists.css'
import './theme/log.css'
import './theme/keypad.css'
import './theme/palette.css'
import './theme/help.css'
import './theme/forced.css'
import './theme/narrow.css'
import './theme/print.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
const wire = getWire(pageClock)

// The customer's screen is another page than the clerk's: it knows the program by two commands and nothing else.
const Display = lazy(async () => ({ default: (await import('./display/display-app.tsx')).DisplayApp }))
const display = isDisplay(window.location.hash)
window.addEventListener('hashchange', () => {
  if (isDisplay(window.location.hash) !== display) window.location.reload()
})
const page = display ? (
  <Suspense fallback={null}>
    <Display wire={wire} />
  </Suspense>
) : (
  <StoreProvider value={createStore(wire, pageClock)}>
    <OffersProvider>
      <App />
    </OffersProvider>
  </StoreProvider>
)

createRoot(root).render(
  <StrictMode>
    <TextProvider texts={createI18n()}>
      <Theme>
        <Broken>{page}</Broken>
      </Theme>
    </TextProvider>
  </StrictMode>,
)
