/** Lists of staff, items, reasons and policy, from spreadsheets. */
export const LISTS_ERRORS = {
  'lists/not-a-workbook': {
    zh: ['{file} 不能作为表格读取。', '请在 Excel 里另存为 .xlsx（不加密码）或 CSV，再导入。'],
    en: [
      '{file} cannot be read as a spreadsheet.',
      'Save it as .xlsx without a password, or as CSV, and import that.',
    ],
  },
  'lists/too-large': {
    zh: ['{file} 太大，不像是名单。', '请删去名单以外的内容（空行、图片、别的表），再导入。'],
    en: [
      '{file} is too large for a list.',
      'Remove what is not the list (rows, pictures, other sheets) and import it again.',
    ],
  },
  'lists/from-hall': {
    zh: [
      '本窗口的名单和业务由大厅服务器 {hall} 下发，不能在窗口导入。',
      '请在大厅服务器上导入：guiping hall import --data 数据目录。',
    ],
    en: [
      'The hall {hall} gives this counter its lists, so nothing is imported here.',
      'Import at the hall server: guiping hall import --data DIR.',
    ],
  },
  'lists/running': {
    zh: ['柜评正在运行。', '请在设备页的「名单与业务」导入，或先关闭柜评。'],
    en: ['Guiping is running.', "Import on its technician's page (lists), or close Guiping first."],
  },
  'lists/upload-gone': {
    zh: ['上传的文件已经不在。', '请重新选择文件。'],
    en: ['The uploaded file is no longer there.', 'Choose the file again.'],
  },
} as const
