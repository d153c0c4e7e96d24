/**
 * Writes a workbook as it is made: nothing of it but the present block stays in memory. The container is fflate's
 * streaming zip around Node's own deflate; the sheets are written by hand, texts in place, so that no list of strings grows. Source: ECMA-376, parts 1 (SpreadsheetML) and 2 (packaging).
 */
import { constants, crc32, deflateRawSync } from 'node:zlib'
import { Zip, type ZipInputFile } from 'fflate'
import type { Cell } from './table.ts'
import { measured } from './widths.ts'

/** Rows of a sheet that spreadsheet programs open, the headings among them. */
export const SHEET_ROWS = 1_048_576
const BLOCK_BYTES = 256 * 1024

const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** What XML 1.0 cannot hold at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const SPECIAL = /[&<>"]/g
/** The most characters that a cell holds. */
const CELL_CHARS = 32_767

const escaped = (text: string): string =>
  text
    .slice(0, CELL_CHARS)
    .toWellFormed()
    .replace(FORBIDDEN, '\ufffd')
    .replace(SPECIAL, (char) => ESCAPES[char] ?? char)

const DAY_MS = 86_400_000
/** 1970-01-01 as spreadsheets count days. */
const EPOCH_DAY = 25_569

/** Local wall-clock time as spreadsheets count it. */
const serial = (at: number): number => EPOCH_DAY + (at - new Date(at).getTimezoneOffset() * 60_000) / DAY_MS

const LETTERS = 26
/** `A`, `B` … `AA`: some programs do not open cells without an address. */
const columnName = (at: number): string =>
  (at >= LETTERS ? columnName(Math.floor(at / LETTERS) - 1) : '') + String.fromCharCode(65 + (at % LETTERS))
const COLUMNS = Array.from({ length: 64 }, (_, at) => columnName(at))

const cellXml = (cell: Cell, at: string): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
  // A text is never a formula, whatever it begins with.
  if (typeof cell === 'string')
    return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  return `<c r="${at}" s="1"><v>${serial(cell.at)}</v></c>`
}

const rowXml = (cells: readonly Cell[], row: number): string => {
  let xml = `<row r="${row}">`
  for (const [at, cell] of cells.entries()) xml += cellXml(cell, `${COLUMNS[at]}${row}`)
  return `${xml}</row>`
}

/** Style 1 is a time. */
const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>` +
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="2"><xf xfId="0"/><xf numFmtId="164" applyNumberFormat="1" xfId="0"/></cellXfs></styleSheet>'

const colsXml = (widths: readonly number[]): string =>
  `<cols>${widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`

const SHEET_END = '</sheetData></worksheet>'

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

/** The parts that name the sheets; they can be written last. */
const parts = (title: string, sheets: number): [name: string, xml: string][] => [
  [
    '[Content_Types].xml',
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>` +
      numbers(sheets)
        .map(
          (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPES}.worksheet+xml"/>`,
        )
        .join('') +
      '</Types>',
  ],
  [
    '_rels/.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>` +
      numbers(sheets)
        .map((n) => `<sheet name="${escaped(title)}${n > 1 ? ` ${n}` : ''}" sheetId="${n}" r:id="rId${n}"/>`)
        .join('') +
      '</sheets></workbook>',
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
      numbers(sheets)
        .map(
          (n) =>
            `<Relationship Id="rId${n}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
        )
        .join('') +
      `<Relationship Id="rId${sheets + 1}" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`,
  ],
  ['xl/styles.xml', STYLES],
]

/**
 * A member of the container. Blocks that end at a byte may stand one after the other: each is deflated by itself. Texts
 * become bytes as they come: one long text of a block's rows would cost the collector as much as all the rest.
 */
const deflated = (filename: string) => {
  let room = Buffer.allocUnsafe(BLOCK_BYTES)
  let used = 0
  const file: ZipInputFile = { filename, compression: 8, crc: 0, size: 0 }
  const flush = (final: boolean) => {
    const bytes = room.subarray(0, used)
    used = 0
    file.crc = crc32(bytes, file.crc)
    file.size += bytes.length
    const finishFlush = final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
    // Speed over size: a workbook repeats itself and shrinks well at the lowest level too.
    file.ondata?.(null, deflateRawSync(bytes, { level: 1, finishFlush }), final)
  }
  return {
    file,
    push: (text: string, final = false) => {
      const most = text.length * 3
      if (used + most > room.length && used > 0) flush(false)
      if (most > room.length) room = Buffer.allocUnsafe(most)
      used += room.write(text, used, 'utf8')
      if (final) flush(true)
    },
  }
}

/**
 * @param title of the sheets. @param sheetRows rows of one sheet at most.
 * @returns the bytes of the workbook, block by block.
 */
export const xlsxBlocks = function* (
  title: string,
  headings: readonly string[],
  rows: Iterable<readonly Cell[]>,
  sheetRows = SHEET_ROWS,
): Generator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    ready.push(bytes)
  })
  const file = (name: string) => {
    const deflating = deflated(name)
    zip.add(deflating.file)
    return deflating
  }
  const out = function* () {
    yield* ready
    ready.length = 0
  }
  const heading = rowXml(headings, 1)
  const { widths, rows: all } = measured(headings, rows)
  const begin = `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${colsXml(widths)}<sheetData>${heading}`

  let sheets = 1
  let sheet = file('xl/worksheets/sheet1.xml')
  sheet.push(begin)
  let inSheet = 1
  for (const row of all) {
    if (inSheet === sheetRows) {
      sheet.push(SHEET_END, true)
      sheets += 1
      sheet = file(`xl/worksheets/sheet${sheets}.xml`)
      sheet.push(begin)
      inSheet = 1
    }
    inSheet += 1
    sheet.push(rowXml(row, inSheet))
    if (ready.length > 0) yield* out()
  }
  sheet.push(SHEET_END, true)
  for (const [name, xml] of parts(title, sheets)) file(name).push(xml, true)
  zip.end()
  yield* out()
}
