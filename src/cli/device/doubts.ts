/** What a learnt profile is not certain of, in words. */
import type { Doubt } from '../../device/learn/solve.ts'
import type { Language } from '../../shared/errors.ts'

const WORDS: Record<Doubt, Record<Language, string>> = {
  'single-press': {
    'zh-CN': '有的键只按了一次：看不出每次是否相同。',
    'en-US': 'A key was pressed once only: nothing shows that it always sends the same.',
  },
  checksum: {
    'zh-CN': '不止一种校验说得通：换地址后可能不对。',
    'en-US': 'More than one check explains the presses: it may be wrong for another address.',
  },
  'no-checksum': {
    'zh-CN': '没有找到校验：干扰更容易被当成按键。',
    'en-US': 'No check was found: noise is taken for a key more easily.',
  },
  'no-head': {
    'zh-CN': '开头没有固定字节：干扰之后可能误认。',
    'en-US': 'Nothing fixed begins the frame: after noise, a part of one could look whole.',
  },
  'unexplained-bytes': {
    'zh-CN': '除按键外还有随键变化的字节（??），含义不明。',
    'en-US': 'Bytes beside the key differ between keys (??), for reasons unknown.',
  },
  'address-or-counter': {
    'zh-CN': '有一个字节每次不同（~~），暂当作地址，也可能是计数。',
    'en-US': 'One byte changes between presses (~~): taken for the address, it may be a counter.',
  },
  'changing-bytes': {
    'zh-CN': '有几个字节每次不同（~~），任何值都接受。',
    'en-US': 'Several bytes change between presses (~~): any value is taken there.',
  },
  length: {
    'zh-CN': '有一个固定字节可能是长度：所有键一样长，无法确认。',
    'en-US': 'A fixed byte may be the length: all keys have the same, so nothing proves it.',
  },
  'fixed-bytes': {
    'zh-CN': '固定字节里可能含有地址：换一台评价器要重新学习。',
    'en-US': 'The fixed bytes may hold the address: another pad of the kind may need learning again.',
  },
  line: {
    'zh-CN': '没有校验能证实波特率和数据格式：与手册不符时请换一种再学。',
    'en-US':
      'No check proves speed and format of the line: where the manual says otherwise, learn again with that.',
  },
  'seven-bits': {
    'zh-CN': '字节像是 7 位加校验位读成了 8 位：请用 7E1 或 7O1 再学一次对照。',
    'en-US': 'The bytes look like 7 bits and parity read as 8: learn again with 7E1 or 7O1 and compare.',
  },
}

export const doubtWords = (doubt: Doubt, language: Language): string => WORDS[doubt][language]
