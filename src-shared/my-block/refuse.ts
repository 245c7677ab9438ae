import { AppError } from '#shared/error'

/** Why a selection cannot become a My block, and what to choose instead. */
export const refuse = (what: string, message: string, fix: string, block?: string): never => {
  throw new AppError({ code: `my-block.${what}`, message, fix, ...(block && { details: { block } }) })
}
