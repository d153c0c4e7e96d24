export const hotkeys = {
  'hotkeys.paused': '快捷键已为刷卡暂停,{{time}} 自动恢复。',
  'hotkeys.resume': '现在恢复',
} as const
