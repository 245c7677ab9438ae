import type { RuntimeSettings } from './ports.ts'

/** The key of the setting. */
export const ALLOWED_FOLDERS_KEY = 'allowedFolders'

/**
 * The folders flows may use; null: every place the person may reach. A setting that cannot be understood allows none,
 * as nobody can say what was meant.
 */
export function allowedFolders(settings: Pick<RuntimeSettings, 'get'>): string[] | null {
  const set = settings.get(ALLOWED_FOLDERS_KEY)
  if (set === undefined || set === null) return null
  return Array.isArray(set) && set.every((one) => typeof one === 'string') ? set : []
}
