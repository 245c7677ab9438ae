import { oc } from '@orpc/contract'
import { z } from 'zod'

/** Who may call an operation. Roles come later; today every signed-in caller has them all. */
export type Permission = 'see' | 'run' | 'edit' | 'admin'

/**
 * The one error that crosses a border: an AppError's shape. `APP` is its code on the wire;
 * the HTTP status is chosen from the AppError's own code (src-main/api/error-status.ts).
 */
const errors = {
  APP: {
    message: 'a problem that the caller can mend',
    data: z.object({
      code: z.string(),
      message: z.string(),
      fix: z.string().optional(),
      retryable: z.boolean().optional(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  },
}

/** Starts the declaration of an operation that needs `permission`. */
export const operation = (permission: Permission) =>
  oc.$meta<{ permission: Permission }>({ permission }).errors(errors)
