/** A rating as a zx tablet sends it: times without zero padding and with an escaped space, as in its logs. */
const timeOf = (at: number): string => {
  const time = new Date(at)
  const day = [time.getFullYear(), time.getMonth() + 1, time.getDate()].join('-')
  return `${day}%20${[time.getHours(), time.getMinutes(), time.getSeconds()].join(':')}`
}

/** `at`: ms, the tablet's own clock. */
export const zxKey = (key: string, at = 0): Uint8Array =>
  Buffer.from(`S02||0||${key}||NULL||0||${timeOf(at)}||||||1||E`)
