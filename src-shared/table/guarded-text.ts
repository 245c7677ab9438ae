/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it, so that it stays a text
 * (owasp.org, "CSV injection"). What is only a number, such as "-5" or "+49 30" without the blank, can do no harm.
 */
export const guardedText = (text: string): string =>
  STARTS.has(text.charCodeAt(0)) && !NUMBER.test(text) ? `'${text}` : text

/** = + - @, tab and carriage return, and the wide forms of the first four */
const STARTS = new Set([0x3d, 0x2b, 0x2d, 0x40, 0x09, 0x0d, 0xff1d, 0xff0b, 0xff0d, 0xff20])
const NUMBER = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i
