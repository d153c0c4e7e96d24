import { useMemo } from 'react'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { goTo, type Route } from '../route.ts'
import { type Offer, useOffers } from './offers.tsx'

const PAGES: readonly [route: Route, text: PlainKey][] = [
  ['', 'palette.desk'],
  ['results', 'results.title'],
  ['help', 'help.title'],
  ['device', 'role.technician'],
  ['it', 'role.it'],
]

/** The ways to the other pages, from every full page. The bar is a window of its own and stays the bar. */
export const PageOffers = ({ route }: { route: Route }) => {
  const { t } = useText()
  const offers = useMemo((): Offer[] => {
    if (route === 'bar') return []
    return PAGES.filter(([to]) => to !== route).map(([to, text]) => ({
      id: `page:${to}`,
      text: t('palette.page', { page: t(text) }),
      keys: null,
      run: () => goTo(to),
    }))
  }, [route, t])
  useOffers(offers)
  return null
}
