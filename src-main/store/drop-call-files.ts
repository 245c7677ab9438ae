import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A run whose steps are gone needs the files no more that its call brought. What cannot be removed goes at the next start. */
export async function dropCallFiles(folder: string, runId: string): Promise<void> {
  await rm(join(folder, runId), { recursive: true, force: true }).catch(() => {})
}
