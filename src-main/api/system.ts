import type { Implementer } from './implementer.ts'
import type { Services } from './services.ts'

export const systemOperations = (os: Implementer['system'], { info }: Services) => ({
  info: os.info.handler(() => info),
})
