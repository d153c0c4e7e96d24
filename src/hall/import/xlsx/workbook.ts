/** The parts of a workbook that say what its sheets are called, what texts they share and how numbers are shown. */
import { type Formats, formatsOf } from './cell.ts'
import { unescaped, walk } from './xml.ts'

export interface SheetPart {
  name: string
  /** Its part in the file, e.g. `xl/worksheets/sheet1.xml`. */
  path: string
}

const idOf = (attributes: Record<string, string>) =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]

/** The sheets that people see, in their order: what is hidden is not what somebody means to import. */
export const sheetParts = (workbook: string, relations: string): SheetPart[] => {
  const targets = new Map<string, string>()
  walk(relations, {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id !== undefined && Target !== undefined) targets.set(Id, Target)
    },
  })
  const parts: SheetPart[] = []
  walk(workbook, {
    open: (name, attributes) => {
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return
      const target = targets.get(idOf(attributes) ?? '')
      if (target === undefined) return
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
      parts.push({ name: unescaped(attributes['name'] ?? ''), path })
    },
  })
  return parts
}

/** The shared texts, without the readings (ruby) that East Asian workbooks keep beside them. */
export const sharedTexts = (xml: string): string[] => {
  const texts: string[] = []
  let text: string | null = null
  let reading = false
  let inside = false
  walk(xml, {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') reading = true
      if (name === 't') inside = !reading
    },
    close: (name) => {
      if (name === 'si') texts.push(unescaped(text ?? ''))
      if (name === 'rPh') reading = false
      if (name === 't') inside = false
    },
    text: (piece) => {
      if (inside && text !== null) text += piece
    },
  })
  return texts
}

export const formatsIn = (styles: string): Formats => {
  const codes = new Map<number, string>()
  const used: number[] = []
  let cells = false
  walk(styles, {
    open: (name, { numFmtId, formatCode }) => {
      if (name === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode)
      if (name === 'cellXfs') cells = true
      if (name === 'xf' && cells) used.push(Number(numFmtId ?? 0))
    },
    close: (name) => {
      if (name === 'cellXfs') cells = false
    },
  })
  return formatsOf(codes, used)
}
