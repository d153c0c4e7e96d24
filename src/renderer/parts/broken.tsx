import { Component, type ReactNode } from 'react'
import { useText } from '../i18n/i18n.ts'

const Words = () => {
  const { t } = useText()
  return (
    <main className="waiting" role="alert">
      <p>{t('app.broken')}</p>
      <button type="button" onClick={() => window.location.reload()}>
        {t('app.reload')}
      </button>
    </main>
  )
}

/** A mistake in a page must not leave the clerk before an empty window. React logs the error itself. */
export class Broken extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    return this.state.broken ? <Words /> : this.props.children
  }
}
