import { open, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { inWords } from './file-error.ts'
import { refuseOther } from './read-text.ts'
import { statOf } from './same-file.ts'
import { makeFolder } from './sync-folder.ts'

/** Adds to the end of a file; what could not be written whole is taken back. */
export async function appendText(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path))
  await inWords(path, 'append to', async () => {
    const old = await statOf(path)
    if (old?.isDirectory()) refuseOther(path, old)
    if (old?.isFIFO() || old?.isSocket()) refuseOther(path, old)
    const handle = await open(path, 'a')
    try {
      await handle.appendFile(text, 'utf8')
      if (!old || old.isFile()) await handle.sync()
    } catch (error) {
      if (old?.isFile()) await takeBack(path, old.size, Buffer.byteLength(text))
      throw error
    } finally {
      await handle.close()
    }
  })
}

/** Only when what stands behind the old end can be nothing but our own piece. */
async function takeBack(path: string, size: number, most: number): Promise<void> {
  const now = await statOf(path)
  if (now && now.size > size && now.size - size < most) await truncate(path, size)
}
