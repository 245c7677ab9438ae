import { lstat, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename } from 'node:path'
import type { BlockFiles, FileRef, FileWriter, IfExists, StopSignal } from '#shared/block'
import { appendText } from './append-text.ts'
import { inWords } from './file-error.ts'
import { listFolder } from './list-folder.ts'
import { mediaTypeOf } from './media-type.ts'
import { moveEntry } from './move-entry.ts'
import { openRead } from './open-read.ts'
import { openWrite } from './open-write.ts'
import { readText } from './read-text.ts'
import { checkAllowed, meansFolder, type PathRules, resolvePath } from './resolve-path.ts'
import { NEVER_STOPPED } from './stop-signal.ts'

/** 64 MB: values between blocks may be no larger. */
const TEXT_LIMIT = 64 * 1024 * 1024

/**
 * Files as blocks see them, on this machine's disks. `~` is the home folder, and relative paths begin there,
 * because a flow must mean the same wherever its host was started.
 * @param signal of the step they are for: streams end with it
 */
export function makeFiles(rules: Partial<PathRules> = {}, signal: StopSignal = NEVER_STOPPED): BlockFiles {
  const full: PathRules = { home: homedir(), ...rules }
  const reach = async (text: string): Promise<string> => {
    const path = resolvePath(full, text)
    await checkAllowed(full, path)
    return path
  }
  const write = async (path: string, ifExists: IfExists): Promise<FileWriter> => {
    const writing = await openWrite(await reach(path), ifExists, signal)
    return {
      write: (piece) => writing.write(piece),
      get written() {
        return writing.written()
      },
      done: async () => refOf(await writing.done()),
      cancel: () => writing.cancel(),
    }
  }
  return {
    list: async (folder, options) => listFolder(await reach(folder), options),
    readText: async (path) => readText(await reach(path), TEXT_LIMIT),
    info: async (path) => refOf(await reach(path)),
    openRead: async (path) => openRead(await reach(path), signal),
    openWrite: write,
    async writeText(path, text, ifExists) {
      const file = await write(path, ifExists)
      await file.write(text)
      return file.done()
    },
    async writeStream(path, pieces, ifExists) {
      const file = await write(path, ifExists)
      try {
        for await (const piece of pieces) await file.write(piece)
        return await file.done()
      } catch (error) {
        await file.cancel()
        throw error
      }
    },
    async append(path, text) {
      const whole = await reach(path)
      await appendText(whole, text)
      return refOf(whole)
    },
    async move(from, to, ifExists) {
      const order = { from: await reach(from), to: await reach(to), toFolder: meansFolder(to), ifExists }
      return refOf(await moveEntry(order))
    },
  }
}

async function refOf(path: string): Promise<FileRef> {
  // a link that leads nowhere is still something that can be moved
  const stats = await inWords(path, 'look at', () => stat(path).catch(() => lstat(path)))
  const folder = stats.isDirectory()
  return {
    path,
    name: basename(path),
    size: folder ? 0 : stats.size,
    type: folder ? 'inode/directory' : mediaTypeOf(path),
  }
}
