import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { Bar } from './bar/bar.tsx'
import { FrontDesk } from './front-desk/front-desk.tsx'
import { frontView } from './front-view.ts'
import { useText } from './i18n/i18n.ts'
import { PageOffers } from './palette/page-offers.tsx'
import { Palette } from './palette/palette.tsx'
import { Unreachable } from './parts/shell.tsx'
import { goTo, leavePad, type Route, useRoute } from './route.ts'
import { Hands } from './session/hands.tsx'
import { SignIn } from './session/sign-in.tsx'
import { Unlock } from './session/unlock.tsx'
import { Setup } from './setup/setup.tsx'
import { snapshotOf, useSelected } from './wire/use-store.ts'

// What the clerk does not need all day comes when it is opened.
const It = lazy(async () => ({ default: (await import('./it/it.tsx')).It }))
const Help = lazy(async () => ({ default: (await import('./help/help.tsx')).Help }))
const PadPage = lazy(async () => ({ default: (await import('./pad/pad-page.tsx')).PadPage }))
const Results = lazy(async () => ({ default: (await import('./results/results.tsx')).Results }))
const TaskPanel = lazy(async () => ({ default: (await import('./parts/task-panel.tsx')).TaskPanel }))
const Technician = lazy(async () => ({ default: (await import('./technician/technician.tsx')).Technician }))

const Front = ({ setUpLater, onLater }: { setUpLater: boolean; onLater: () => void }) => {
  const view = useSelected((state) => frontView(snapshotOf(state), setUpLater))
  const views: Record<typeof view, ReactNode> = {
    setup: <Setup onLater={onLater} />,
    'sign-in': <SignIn />,
    unlock: <Unlock />,
    desk: <FrontDesk />,
  }
  return views[view]
}

/** Before the first answer: what is going on, and why if it does not come. */
const Waiting = () => {
  const { t } = useText()
  return (
    <main className="waiting">
      <p>{t('app.loading')}</p>
      <Unreachable />
    </main>
  )
}

/** The page that the address names, once the program has answered. */
export const App = () => {
  const { t, speak } = useText()
  const host = useSelected(({ snapshot }) => snapshot?.host ?? null)
  const route = useRoute()
  const [setUpLater, setSetUpLater] = useState(false)
  const language = host?.language

  useEffect(() => {
    if (!language) return
    speak(language)
    document.documentElement.lang = language
  }, [speak, language])
  useEffect(() => {
    document.title = t('app.name')
  }, [t])
  useEffect(() => {
    const back = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      if (route === 'pad') leavePad()
      else if (route !== '' && route !== 'bar') goTo('')
    }
    window.addEventListener('keydown', back)
    return () => window.removeEventListener('keydown', back)
  }, [route])

  if (!host) return <Waiting />
  const later = () => {
    setSetUpLater(true)
    goTo('')
  }
  const pages: Record<Route, ReactNode> = {
    '': <Front setUpLater={setUpLater} onLater={later} />,
    bar: <Bar />,
    pad: <PadPage />,
    device: <Technician />,
    it: <It />,
    setup: <Setup onLater={later} />,
    help: <Help />,
    results: <Results />,
  }
  return (
    <>
      <Suspense fallback={<main className="waiting" />}>
        {host.practice && route === '' ? (
          <div className="with-tasks">
            <div className="with-tasks-page">{pages[route]}</div>
            <TaskPanel />
          </div>
        ) : (
          pages[route]
        )}
      </Suspense>
      <Hands />
      <PageOffers route={route} />
      {route !== 'bar' && <Palette />}
    </>
  )
}
