import type { BlockContext } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { columnsOf, valuesOf } from '#shared/table'
import { isoDate } from './iso-date.ts'
import { refusalOf } from './refusal-of.ts'

type Kind = 'auto' | 'text' | 'number' | 'date'
export type AskedColumn = {
  readonly name: string
  readonly title?: string | undefined
  readonly width?: number | undefined
  readonly kind: Kind
}
export type PlannedColumn = {
  title: string
  width: number | undefined
  kind: Kind
  /** whether its dates have a time of day */
  hasTime: boolean
}
export type ColumnPlan = {
  /** keys of the rows; undefined for rows that are lists */
  names: readonly string[] | undefined
  columns: readonly PlannedColumn[]
  header: boolean
}

/** What a sheet holds (Excel's specifications and limits). */
const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384

/**
 * What stands in which column, and what is a date: a column whose values are all dates as ISO text, or one that was
 * said to be. Looks at every value, so that nothing is written when one will not do.
 * @throws AppError `data.not-a-row`, `data.too-many-rows`, `data.too-many-columns`, `data.bad-cell`
 */
export async function planColumns(
  rows: readonly Json[],
  asked: readonly AskedColumn[],
  header: boolean,
  ctx: Pick<BlockContext, 'breathe' | 'zone'>,
): Promise<ColumnPlan> {
  const names = columnsOf(
    rows,
    asked.map(({ name }) => name),
  )
  const looks = (names ?? []).map((name, i) => new ColumnLook(name, asked[i]))
  const hasHeader = header && names !== undefined
  if (rows.length + (hasHeader ? 1 : 0) > MOST_ROWS) throw tooMany('rows', rows.length, MOST_ROWS)
  for (const [index, row] of rows.entries()) {
    const values = valuesOf(row, index, names)
    if (values.length > MOST_COLUMNS) throw tooMany('columns', values.length, MOST_COLUMNS)
    for (const [i, value] of values.entries()) {
      looks[i] ??= new ColumnLook(`column${i + 1}`, undefined)
      looks[i].see(value, index, ctx.zone)
    }
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return { names, columns: looks.map((look) => look.plan()), header: hasHeader }
}

/** What was seen of the values of one column. */
class ColumnLook {
  readonly #name: string
  readonly #asked: AskedColumn | undefined
  #dates = 0
  #others = 0
  #hasTime = false

  constructor(name: string, asked: AskedColumn | undefined) {
    this.#name = name
    this.#asked = asked
  }

  see(value: Json, row: number, zone: string): void {
    if (value === null || value === '') return
    const kind = this.#asked?.kind ?? 'auto'
    const date = kind === 'date' || kind === 'auto' ? isoDate(value, zone) : null
    if (date) {
      this.#dates++
      this.#hasTime ||= date.hasTime
    } else this.#others++
    const why = refusalOf(value, kind, date !== null)
    if (why) throw badCell(this.#name, row, why)
  }

  plan(): PlannedColumn {
    const { title, width, kind = 'auto' } = this.#asked ?? {}
    const isDate = kind === 'date' || (kind === 'auto' && this.#dates > 0 && this.#others === 0)
    return {
      title: title === undefined || title === '' ? this.#name : title,
      width,
      kind: isDate ? 'date' : kind,
      hasTime: this.#hasTime,
    }
  }
}

const badCell = (column: string, row: number, why: string): AppError =>
  new AppError({
    code: 'data.bad-cell',
    message: `Row ${row + 1}, column "${column}": ${why}.`,
    fix: 'Change that value, or the kind of the column.',
    details: { index: row, column },
  })

const tooMany = (what: 'rows' | 'columns', count: number, limit: number): AppError =>
  new AppError({
    code: `data.too-many-${what}`,
    message: `An Excel sheet holds ${limit} ${what}, and there are ${count}.`,
    fix: 'Write it in parts, or as CSV.',
    details: { count, limit },
  })
