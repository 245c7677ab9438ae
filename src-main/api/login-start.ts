import { AppError } from '#shared/error'
import type { Implementer } from './implementer.ts'
import type { Services } from './services.ts'

/** The key of the setting: the person was asked whether it should start at login, and said so or not. */
const ANSWERED_KEY = 'loginStartAnswered'

/** Whether the program starts when the person logs in; the system keeps it, so its own settings show it too. */
export type LoginStart = {
  isOn(): boolean
  /** @throws Error of the file system, on Linux */
  set(on: boolean): void
}

/** Only the desktop app is given a way to start at login: a server is started by who keeps the machine. */
export function loginStartOperations(
  os: Pick<Implementer['system'], 'loginStart' | 'changeLoginStart'>,
  { login, store: { settings } }: Pick<Services, 'login' | 'store'>,
) {
  const now = () => {
    const isOn = login?.isOn() ?? false
    return {
      available: login !== undefined,
      on: isOn,
      answered: login === undefined || isOn || settings.get(ANSWERED_KEY) === true,
    }
  }
  return {
    loginStart: os.loginStart.handler(now),
    changeLoginStart: os.changeLoginStart.handler(({ input: { on } }) => {
      if (!login) throw onlyDesktop()
      try {
        if (login.isOn() !== on) login.set(on)
      } catch (cause) {
        throw cannotSet(cause)
      }
      settings.set(ANSWERED_KEY, true)
      return now()
    }),
  }
}

const onlyDesktop = (): AppError =>
  new AppError({
    code: 'login.only-desktop',
    message: 'Only the desktop app starts at login.',
    fix: 'Open Blockloom as an app, or let the system start "blockloom serve".',
  })

const cannotSet = (cause: unknown): AppError =>
  new AppError({
    code: 'login.cannot-set',
    message: `The system did not take that Blockloom starts at login: ${(cause as Error)?.message ?? cause}.`,
    fix: 'Add or remove it in the settings of your system, where it lists what starts at login.',
    cause,
  })
