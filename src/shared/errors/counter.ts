/** The counter's rules: why a command was answered instead of carried out. */
export const COUNTER_ERRORS = {
  'counter/signed-out': {
    zh: ['还没有人上岗。', '请先登录。'],
    en: ['Nobody is signed in.', 'Sign in first.'],
  },
  'counter/signed-in': {
    zh: ['{staff} 已经在岗。', '换人请先签退。'],
    en: ['{staff} is signed in already.', 'Sign out first to hand over.'],
  },
  'counter/locked': {
    zh: ['窗口已锁定。', '请输入密码解锁;正在进行的评价不受影响。'],
    en: ['The counter is locked.', 'Unlock with your password; an open rating goes on.'],
  },
  'counter/not-locked': {
    zh: ['窗口没有锁定。', '可以直接办理。'],
    en: ['The counter is not locked.', 'Go on working.'],
  },
  'counter/paused': {
    zh: ['现在是暂停。', '请先恢复。'],
    en: ['The counter is paused.', 'Resume first.'],
  },
  'counter/not-paused': {
    zh: ['现在没有暂停。', '可以直接办理。'],
    en: ['The counter is not paused.', 'Go on working.'],
  },
  'counter/no-matter': {
    zh: ['现在没有办件。', '请先开始办理。'],
    en: ['There is no matter in hand.', 'Open one first.'],
  },
  'counter/matter-open': {
    zh: ['上一件还没有结束。', '请先请评价或选择未评价原因。'],
    en: ['The matter in hand is not finished.', 'Ask for the rating or give a reason first.'],
  },
  'counter/rating-open': {
    zh: ['正在等待评价,还剩 {seconds} 秒。', '评价结束后再做;群众已离开可选未评价原因。'],
    en: [
      'A rating is open for another {seconds} s.',
      'Do it afterwards; if the citizen has left, give a reason.',
    ],
  },
  'counter/not-asked': {
    zh: ['还没有请评价。', '请先请评价。'],
    en: ['No rating has been asked for.', 'Ask for the rating first.'],
  },
  'counter/unknown-reason': {
    zh: ['没有这个未评价原因:{reason}。', '请从列表中选。'],
    en: ['There is no such reason: {reason}.', 'Choose one from the list.'],
  },
  'counter/unknown-item': {
    zh: ['没有这个业务事项:{item}。', '请从列表中选;新事项请在大厅服务器上添加。'],
    en: [
      'There is no such item: {item}.',
      'Choose one from the list; new items are added at the hall server.',
    ],
  },
} as const
