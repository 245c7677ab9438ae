import { allowedEnv } from '../runtime/environment.ts'
import type { Implementer } from './implementer.ts'
import type { Services } from './services.ts'

export const envOperations = (os: Implementer['env'], { store: { settings }, env }: Services) => ({
  list: os.list.handler(() => allowedEnv(settings).map((name) => ({ name, isSet: env[name] !== undefined }))),
})
