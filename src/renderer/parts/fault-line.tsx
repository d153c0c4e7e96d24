import type { ReactNode } from 'react'
import { isErrorCode, sentenceParts } from '../../shared/errors.ts'
import { useText } from '../i18n/i18n.ts'
import { Icon } from './icon.tsx'

/** A fault as the views carry it: the code may come from a newer program than this page. */
export interface ShownFault {
  code: string
  params?: Record<string, string | number> | undefined
}

/** @returns what happened and what to do, in the page's language. */
export const useSentence = () => {
  const { t, language } = useText()
  return ({ code, params }: ShownFault): string => {
    if (!isErrorCode(code)) return t('app.unknown-trouble')
    const parts = sentenceParts(params ? { code, params } : { code }, language)
    return parts.join(language === 'zh-CN' ? '' : ' ')
  }
}

/** An answer to what somebody does in a form is seen by them; one that comes by itself moves nobody's page. */
const intoView = (line: HTMLElement | null) => {
  if (line?.closest('form')?.contains(document.activeElement)) line.scrollIntoView({ block: 'nearest' })
}

/** What happened, what to do, the code in small: a calm line in its place, never a dialog. */
export const FaultLine = ({ fault, action }: { fault: ShownFault | null; action?: ReactNode }) => {
  const say = useSentence()
  if (!fault) return null
  return (
    <div className="fault" role="alert" ref={intoView}>
      <Icon name="warn" />
      <span>
        {say(fault)} <small className="code">({fault.code})</small>
      </span>
      {action}
    </div>
  )
}
