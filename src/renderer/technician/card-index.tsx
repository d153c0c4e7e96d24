import { Button } from 'antd'
import { useRef } from 'react'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'

/** The titles of the bench's cards, in their order. */
const TITLES: readonly PlainKey[] = [
  'device.link',
  'find.title',
  'check.title',
  'learn.title',
  'capture.title',
  'hall.title',
  'lists.title',
  'config.title',
  'display-card.title',
  'programs.title',
  'hotkeys.title',
  'pad-view.title',
  'device.monitor',
]

/** The page is several screens long: one step to each card, from whose heading Tab goes on into it. */
export const CardIndex = () => {
  const { t } = useText()
  const nav = useRef<HTMLElement>(null)
  const go = (title: string) => {
    const headings = nav.current?.parentElement?.querySelectorAll('h2') ?? []
    const heading = [...headings].find(({ textContent }) => textContent === title)
    if (!heading) return
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
    heading.scrollIntoView({ block: 'start' })
  }
  return (
    <nav className="bench-index" aria-label={t('device.index')} ref={nav}>
      {TITLES.map((title) => (
        <Button key={title} type="link" onClick={() => go(t(title))}>
          {t(title)}
        </Button>
      ))}
    </nav>
  )
}
