import type { BlockContext } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { columnsOf, readCsv } from '#shared/table'
import { textPieces } from '#shared/text'
import type { RowBatch } from './row-batch.ts'

type CsvConfig = { columns?: readonly Json[] | undefined; delimiter: string; encoding: string }

/** Rows of a CSV file as it is read; its first row names the columns, its values are texts. */
export async function* csvSource(
  config: CsvConfig,
  file: string,
  ctx: BlockContext,
): AsyncGenerator<RowBatch> {
  const decoder = (label: string) => new TextDecoder(label, { fatal: true, ignoreBOM: true })
  const pieces = textPieces({ file }, config.encoding, ctx, decoder)
  const asked = config.columns?.length ? columnsOf([], config.columns) : undefined
  let picks: number[] | null = null
  const rules = { delimiter: config.delimiter, header: true, uneven: 'fail', what: file } as const
  for await (const { names, rows } of readCsv(pieces, rules)) {
    if (rows.length === 0) continue
    if (asked) picks ??= asked.map((name) => placeOf(name, names, file))
    const picked = picks
    yield {
      names: asked ?? names,
      types: [],
      rows: picked ? rows.map((row) => picked.map((i) => row[i] as string)) : rows,
    }
  }
}

function placeOf(name: string, names: readonly string[], file: string): number {
  const place = names.indexOf(name)
  if (place >= 0) return place
  throw new AppError({
    code: 'data.no-such-column',
    message: `${file} has no column "${name}".`,
    fix: `It has: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', ...' : ''}.`,
    details: { column: name },
  })
}
