/**
 * Work on a thread that the end of the process does not wait for. A thread that is inside the system, as with a share that hangs,
 * cannot be ended: the process would stay, without a window, and whoever starts the program again would be told that it runs.
 */
const kill = () => process.kill(process.pid, 'SIGKILL')

/** @param work nothing of which is missed when it ends in the middle. */
export const notWaitedFor = async <T>(work: Promise<T>): Promise<T> => {
  process.on('exit', kill)
  try {
    return await work
  } finally {
    process.off('exit', kill)
  }
}
