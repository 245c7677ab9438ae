import { ON_RESTART_KEY, onRestart } from '../runtime/resume.ts'
import type { Implementer } from './implementer.ts'
import type { Services } from './services.ts'

export const systemOperations = (os: Implementer['system'], { info, store: { settings } }: Services) => ({
  settings: os.settings.handler(() => ({ onRestart: onRestart(settings) })),
  changeSettings: os.changeSettings.handler(({ input }) => {
    if (input.onRestart) settings.set(ON_RESTART_KEY, input.onRestart)
    return { onRestart: onRestart(settings) }
  }),
  info: os.info.handler(() => info),
})
