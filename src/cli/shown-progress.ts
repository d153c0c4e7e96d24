/** A line that is written over, for people who wait at a terminal. */
export const shownProgress = () => {
  const terminal = process.stderr.isTTY
  return {
    /** @param what is being done, where there are several steps. */
    show: (done: number, total: number, what = '') => {
      const share = total > 0 ? `${Math.floor((100 * done) / total)}%` : ''
      if (terminal && (share || what)) process.stderr.write(`\r\u001b[K${[what, share].join(' ').trim()}`)
    },
    clear: () => {
      if (terminal) process.stderr.write('\r\u001b[K')
    },
  }
}
