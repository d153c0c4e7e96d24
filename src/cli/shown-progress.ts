/** A line that is written over, for people who wait at a terminal. */
export const shownProgress = () => {
  const terminal = process.stderr.isTTY
  return {
    show: (done: number, total: number) => {
      if (terminal && total > 0) process.stderr.write(`\r${Math.floor((100 * done) / total)}%`)
    },
    clear: () => {
      if (terminal) process.stderr.write('\r\u001b[K')
    },
  }
}
