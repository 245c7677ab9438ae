import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { AppError } from '#shared/error'
import { ALLOWED_FOLDERS_KEY, allowedFolders } from '../runtime/allowed-folders.ts'
import { ALLOWED_ENV_KEY, allowedEnv } from '../runtime/environment.ts'
import {
  ALLOWED_ADDRESSES_KEY,
  allowedAddresses,
  NO_PROXY_KEY,
  PROXY_KEY,
  proxySettings,
} from '../runtime/network-settings.ts'
import { ON_RESTART_KEY, onRestart } from '../runtime/resume.ts'
import type { Implementer } from './implementer.ts'
import { loginStartOperations } from './login-start.ts'
import { notAllowed } from './permission.ts'
import type { Services } from './services.ts'
import { changeWebhookSettings, plannedHooks, webhookSettings } from './webhook-settings.ts'

export function systemOperations(os: Implementer['system'], services: Services) {
  const { info, hooks, signIn } = services
  const { settings } = services.store
  const all = () => ({
    onRestart: onRestart(settings),
    allowedFolders: allowedFolders(settings),
    allowedEnv: allowedEnv(settings),
    allowedAddresses: allowedAddresses(settings),
    ...proxySettings(settings),
    ...webhookSettings(settings),
  })
  return {
    settings: os.settings.handler(all),
    changeSettings: os.changeSettings.handler(async ({ input }) => {
      // all is looked at before anything is changed
      const folders = input.allowedFolders && (await Promise.all(input.allowedFolders.map(wholeFolder)))
      if (input.onRestart) settings.set(ON_RESTART_KEY, input.onRestart)
      if (folders !== undefined) settings.set(ALLOWED_FOLDERS_KEY, folders)
      if (input.allowedEnv) settings.set(ALLOWED_ENV_KEY, [...new Set(input.allowedEnv)].sort())
      if (input.allowedAddresses) settings.set(ALLOWED_ADDRESSES_KEY, [...new Set(input.allowedAddresses)])
      if (input.proxy !== undefined) settings.set(PROXY_KEY, input.proxy)
      if (input.noProxy) settings.set(NO_PROXY_KEY, [...new Set(input.noProxy)])
      if (changeWebhookSettings(settings, input)) hooks.readSettings()
      return all()
    }),
    ...loginStartOperations(os, services),
    signInLink: os.signInLink.handler(({ context: { caller } }) => {
      // whoever holds a token, or is signed in, must not be able to let somebody else in
      if (caller.kind !== 'command') throw notAllowed()
      return { link: signIn.link() }
    }),
    info: os.info.handler(() => ({
      ...info,
      databaseBytes: services.store.size(),
      hooksUrl: info.host === 'command' ? null : (hooks.place.base ?? plannedHooks(settings)),
    })),
  }
}

/** The whole path of a folder that is there. */
async function wholeFolder(text: string): Promise<string> {
  const path = /^~(?=$|[\\/])/.test(text) ? join(homedir(), text.slice(1)) : text
  const there = isAbsolute(path) ? await stat(path).catch(() => null) : null
  if (there?.isDirectory()) return resolve(path)
  throw new AppError({
    code: 'settings.no-folder',
    message: `There is no folder ${text.slice(0, 300)}.`,
    fix: 'Give the whole path of a folder that is there, for example ~/Documents.',
    details: { path: text },
  })
}
