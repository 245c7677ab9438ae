/**
 * A problem of the person who uses Blockloom: what happened, where, and what to do.
 * Bugs are not AppErrors: they are plain Errors, thrown by invariants.
 */
export type AppErrorShape = {
  /** stable, dotted, lower case: `flow.not-found` */
  readonly code: string
  /** one plain sentence: what happened and where */
  readonly message: string
  /** one plain sentence: what to do */
  readonly fix?: string
  /** whether trying again may help */
  readonly retryable?: boolean
  /** JSON values that a program may want: block, field, line, column, path, problems */
  readonly details?: Readonly<Record<string, unknown>>
}

export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: string
  readonly fix: string | undefined
  readonly retryable: boolean
  readonly details: Readonly<Record<string, unknown>>

  constructor(shape: AppErrorShape & { cause?: unknown }) {
    super(shape.message, shape.cause === undefined ? undefined : { cause: shape.cause })
    this.code = shape.code
    this.fix = shape.fix
    this.retryable = shape.retryable ?? false
    this.details = shape.details ?? {}
  }

  /** The form that crosses a process border and stands in the journal. */
  toJSON(): AppErrorShape {
    return {
      code: this.code,
      message: this.message,
      ...(this.fix !== undefined && { fix: this.fix }),
      ...(this.retryable && { retryable: true }),
      ...(Object.keys(this.details).length > 0 && { details: this.details }),
    }
  }

  static from(shape: AppErrorShape): AppError {
    return new AppError(shape)
  }
}
