/** Options that many commands share, with the same words everywhere. */
import { InvalidArgumentError, Option } from 'commander'

/** A parser for an option that is a whole number from `least` to `most`; anything else is wrong usage. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`${least}…${most}`)
    return value
  }

export const dataOption = (): Option => new Option('--data <dir>', '数据目录 · data folder')
export const jsonOption = (): Option => new Option('--json', 'JSON 格式输出 · JSON for programs')
