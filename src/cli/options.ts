import { InvalidArgumentError } from 'commander'

/** A parser for an option that is a whole number from `least` to `most`; anything else is wrong usage. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`${least}…${most}`)
    return value
  }
