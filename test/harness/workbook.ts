import { strToU8, zipSync } from 'fflate'
import writeWorkbook from 'write-excel-file/node'

/** A workbook as a spreadsheet program writes it. */
export const workbook = (
  sheets: Record<string, (string | number | boolean | Date | null)[][]>,
): Promise<Buffer> =>
  writeWorkbook(
    Object.entries(sheets).map(([sheet, rows]) => ({
      sheet,
      data: rows.map((cells) =>
        cells.map((cell) => (cell instanceof Date ? { value: cell, format: 'yyyy-mm-dd' } : cell)),
      ),
    })),
  ).toBuffer()

const NAMESPACES =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

export interface RawWorkbook {
  /** What stands in `<worksheet>`. */
  sheet: string
  name?: string
  shared?: string
  styles?: string
  /** Attributes of the sheet in the workbook. */
  state?: string
}

/** A workbook of one sheet, with its XML as given: for what no program would write. */
export const rawWorkbook = ({ sheet, name = '人员', shared, styles, state = '' }: RawWorkbook): Uint8Array =>
  zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook ${NAMESPACES}><sheets><sheet name="${name}" sheetId="1" r:id="rId1" ${state}/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet ${NAMESPACES}>${sheet}</worksheet>`),
    ...(shared !== undefined && { 'xl/sharedStrings.xml': strToU8(`<sst ${NAMESPACES}>${shared}</sst>`) }),
    ...(styles !== undefined && {
      'xl/styles.xml': strToU8(`<styleSheet ${NAMESPACES}>${styles}</styleSheet>`),
    }),
  })
