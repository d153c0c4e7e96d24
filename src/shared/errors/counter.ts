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
    zh: ['窗口已锁定。', '请输入密码解锁；正在进行的评价不受影响。'],
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
    zh: ['正在等待评价，还剩 {seconds} 秒。', '评价结束后再做；群众已离开可选未评价原因。'],
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
    zh: ['没有这个未评价原因：{reason}。', '请从列表中选。'],
    en: ['There is no such reason: {reason}.', 'Choose one from the list.'],
  },
  'counter/unknown-item': {
    zh: ['没有这个业务事项：{item}。', '请从列表中选；新事项请在大厅服务器上添加。'],
    en: [
      'There is no such item: {item}.',
      'Choose one from the list; new items are added at the hall server.',
    ],
  },
  'counter/undo-late': {
    zh: ['开始办理已超过 10 秒，不能撤销。', '请请评价，或选择未评价原因。'],
    en: ['The matter was opened over 10 s ago and stays.', 'Ask for the rating, or give a reason.'],
  },
  'counter/undo-asked': {
    zh: ['已经请过评价，不能撤销。', '请等评价结束，或选择未评价原因。'],
    en: ['The rating was asked for, so the matter stays.', 'Let the rating end, or give a reason.'],
  },
  'counter/visit-each': {
    zh: ['本大厅一事一评。', '请先请评价，再办下一件。'],
    en: ['This hall rates every matter by itself.', 'Ask for the rating first, then open the next.'],
  },
  'counter/visit-full': {
    zh: ['一次最多 {most} 件。', '请先请评价，再办下一件。'],
    en: ['A visit holds {most} matters at most.', 'Ask for the rating first, then open the next.'],
  },
  'counter/not-your-matter': {
    zh: ['这一件不在本班次内，不能再改。', '需要更正请联系管理员。'],
    en: ['This matter is not of the open shift and stays as it is.', 'Ask hall IT where it is wrong.'],
  },
  'counter/not-explainable': {
    zh: ['这一件不需要补原因。', '请从待补原因的列表中选。'],
    en: ['This matter needs no reason from you.', 'Choose one from the list of those that do.'],
  },
} as const
