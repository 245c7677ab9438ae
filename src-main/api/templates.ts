import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseFlow } from '#shared/flow'
import type { Implementer } from './implementer.ts'
import type { Services } from './services.ts'

/** Flows to start from: NAME/template.flow.json in the templates folder. */
export const templateOperations = (os: Implementer['templates'], { templatesFolder, onBug }: Services) => ({
  list: os.list.handler(async () => {
    const entries = await readdir(templatesFolder, { withFileTypes: true }).catch(() => [])
    const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
    const read = await Promise.all(names.sort().map((name) => template(templatesFolder, name, onBug)))
    return read.flatMap((one) => one ?? [])
  }),
})

/** One template; a broken one is left out of the gallery, and said. */
async function template(folder: string, name: string, onBug: Services['onBug']) {
  const bytes = await readFile(join(folder, name, 'template.flow.json')).catch(() => null)
  if (!bytes) return null
  try {
    const { document } = parseFlow(bytes)
    return { name, title: document.name, description: document.description ?? '', document }
  } catch (error) {
    onBug(error, `template ${name}`)
    return null
  }
}
