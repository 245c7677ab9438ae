import { AppError } from '#shared/error'

/** The same problem, with the field it is about in `details.field`. */
export function withField(error: unknown, field: string): unknown {
  if (!(error instanceof AppError) || !field) return error
  const { code, message, fix, retryable, cause, details } = error
  return new AppError({
    code,
    message,
    retryable,
    ...(fix !== undefined && { fix }),
    cause,
    details: { ...details, field },
  })
}
