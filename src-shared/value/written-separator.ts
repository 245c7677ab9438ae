const MEANT: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' }

/** A separator as it is written into a single line: `\n` is a new line, `\t` a tab, `\\` a backslash. */
export const writtenSeparator = (text: string): string =>
  text.replace(/\\([ntr\\])/g, (_, sign) => MEANT[sign] as string)
