/// <reference path="../saxen.d.ts" />
/** Walks through the XML of a workbook's part: elements by their local name, texts decoded. */
import { Parser } from 'saxen'

export interface Walker {
  open?(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

/** Some writers prefix every element (`x:row`). */
const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** @throws Error for what is no XML. */
export const walk = (xml: string, walker: Walker): void => {
  new Parser()
    .on('openTag', (name, attributes, decode) => {
      if (!walker.open) return
      const decoded = Object.entries(attributes()).map(([key, value]) => [key, decode(value)])
      walker.open(local(name), Object.fromEntries(decoded))
    })
    .on('closeTag', (name) => walker.close?.(local(name)))
    .on('text', (text, decode) => walker.text?.(decode(text)))
    .on('cdata', (text) => walker.text?.(text))
    .on('error', (error) => {
      throw error
    })
    .parse(xml)
}

/** Workbooks write characters that XML does not have as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export const unescaped = (text: string): string =>
  text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
