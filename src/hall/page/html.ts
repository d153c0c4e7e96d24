/** HTML as values: whatever is put into a template is text and is escaped, unless it is itself a template. */

export interface Html {
  readonly html: string
}
type Part = Html | string | number | null | readonly Html[]

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeText = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)

const render = (part: Part): string => {
  if (part === null) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part))
  return 'html' in part ? part.html : part.map((one) => one.html).join('')
}

/** Attribute values in a template must stand in double quotes. */
export const html = (texts: TemplateStringsArray, ...parts: Part[]): Html => ({
  html: texts
    .map((text, index) => text + (index < parts.length ? render(parts[index] ?? null) : ''))
    .join(''),
})
