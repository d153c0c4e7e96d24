import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../i18n/i18n.ts'

/** Where a new file is, to be copied or selected by hand. */
export const MadeFile = ({ words, file }: { words: string; file: string }) => {
  const { t } = useText()
  const [copied, setCopied] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(file)
      setCopied(file)
    } catch {
      // The browser may refuse the clipboard; the path stays on the page to be selected by hand.
      setCopied('')
    }
  }
  return (
    <output className="made">
      <p>{words}</p>
      <p className="mono path">{file}</p>
      <Button onClick={copy}>{copied === file ? t('it.copied') : t('it.copy')}</Button>
    </output>
  )
}
