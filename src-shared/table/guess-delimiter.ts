import { AppError } from '#shared/error'
import { CsvRows } from './csv-rows.ts'

/** Those that are looked for; of two that fit as well, the one that is rarer in ordinary text. */
const KNOWN = ['\t', ';', '|', ','] as const

/**
 * The delimiter of a CSV text: the one that takes its first rows apart into the same number of values each.
 * @param isWhole whether the sample is the whole text: its last line counts too
 */
export function guessDelimiter(sample: string, isWhole: boolean): string {
  let best = { delimiter: ',', share: 0, columns: 1 }
  for (const delimiter of KNOWN) {
    const widths = widthsOf(sample, delimiter, isWhole)
    const columns = widths[0] ?? 0
    if (columns < 2) continue
    const share = widths.filter((width) => width === columns).length / widths.length
    const isBetter =
      share > best.share || (share === best.share && widths.length === 1 && columns > best.columns)
    if (isBetter) best = { delimiter, share, columns }
  }
  return best.delimiter
}

/** How many values each row has, up to the first place where this delimiter makes no sense. */
function widthsOf(sample: string, delimiter: string, isWhole: boolean): number[] {
  const csv = new CsvRows({ delimiter, even: false, what: '' })
  const rows: string[][] = []
  try {
    csv.push(sample, rows)
    if (isWhole || rows.length === 0) csv.end(rows)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // a quote that closes in mid-value is what the wrong delimiter looks like
    rows.push([])
  }
  return rows.map((row) => row.length)
}
