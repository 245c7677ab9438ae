const PLAIN_PATH = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[\d+\]|\["[^"\\]*"\])*$/

/** Whether an expression only names a value: `item.name`, `blocks["Fetch page"].body[0]`. */
export const isPlainPath = (code: string): boolean => PLAIN_PATH.test(code.trim())
