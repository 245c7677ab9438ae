import { isAbsolute, resolve } from 'node:path'
import { AppError } from '#shared/error'
import type { Implementer } from './implementer.ts'
import type { Services } from './services.ts'

/** Operations on backups. Putting one back is a command of its own: no host may run meanwhile. */
export function backupOperations(os: Implementer['backups'], { store: { backups } }: Services) {
  return {
    list: os.list.handler(() => backups.list()),
    make: os.make.handler(({ input: { to, replace } }) => {
      if (to !== undefined && !isAbsolute(to)) throw notWhole(to)
      return backups.make(to && resolve(to), { replace })
    }),
  }
}

const notWhole = (path: string): AppError =>
  new AppError({
    code: 'api.wrong-input',
    message: `"${path.slice(0, 200)}" is not a whole path, and the host knows no folder that it would begin in.`,
    fix: 'Give the whole path of the file.',
  })
