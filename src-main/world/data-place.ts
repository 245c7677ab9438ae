import { resolve } from 'node:path'
import envPaths from 'env-paths'

/** The data folder: BLOCKLOOM_HOME, else the platform's place for application data. The same for every host. */
export const dataFolderOf = (env: Readonly<Record<string, string | undefined>>): string =>
  env.BLOCKLOOM_HOME ? resolve(env.BLOCKLOOM_HOME) : envPaths('blockloom', { suffix: '' }).data
