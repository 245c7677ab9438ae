import { lstat, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename } from 'node:path'
import type {
  BlockFiles,
  FileRef,
  FileWriter,
  IfExists,
  Progress,
  RemoveHow,
  StopSignal,
  UnzipOrder,
  Unzipped,
  ZipOrder,
  Zipped,
} from '#shared/block'
import { appendText } from './append-text.ts'
import type { Bin } from './bin/bin.ts'
import { systemBin } from './bin/system-bin.ts'
import { copyEntry } from './copy-entry.ts'
import { inWords } from './file-error.ts'
import { listFolder } from './list-folder.ts'
import { factsOf } from './look-at.ts'
import { mediaTypeOf } from './media-type.ts'
import { moveEntry } from './move-entry.ts'
import { openRead } from './open-read.ts'
import { openWrite } from './open-write.ts'
import { readText } from './read-text.ts'
import { refusePrecious, removeForEver } from './remove-entry.ts'
import { checkAllowed, checkAllowedEntry, meansFolder, type PathRules, resolvePath } from './resolve-path.ts'
import { entryAt } from './same-file.ts'
import { NEVER_STOPPED } from './stop-signal.ts'
import { makeFolder } from './sync-folder.ts'
import { unzip } from './zip/unzip.ts'
import { zip } from './zip/zip.ts'

/** 64 MB: values between blocks may be no larger. */
const TEXT_LIMIT = 64 * 1024 * 1024

export type FilesRules = PathRules & { bin: Bin }

/**
 * Files as blocks see them, on this machine's disks. `~` is the home folder, and relative paths begin there,
 * because a flow must mean the same wherever its host was started.
 * @param signal of the step they are for: what takes long ends with it
 */
export function makeFiles(rules: Partial<FilesRules> = {}, signal: StopSignal = NEVER_STOPPED): BlockFiles {
  const home = rules.home ?? homedir()
  return new WorldFiles({ ...rules, home, bin: rules.bin ?? systemBin(home) }, signal)
}

class WorldFiles implements BlockFiles {
  readonly #rules: FilesRules
  readonly #signal: StopSignal

  constructor(rules: FilesRules, signal: StopSignal) {
    this.#rules = rules
    this.#signal = signal
  }

  /** The whole path of what is read or written into. */
  async #reach(text: string): Promise<string> {
    const path = resolvePath(this.#rules, text)
    await checkAllowed(this.#rules, path)
    return path
  }

  /** The whole path of what is made, moved or deleted. */
  async #reachEntry(text: string): Promise<string> {
    const path = resolvePath(this.#rules, text)
    await checkAllowedEntry(this.#rules, path)
    return path
  }

  /** Where something is to go: into that folder, or to that very name. */
  async #placed(from: string, to: string, ifExists: IfExists) {
    const toFolder = meansFolder(to)
    const path = await this.#reach(to)
    if (!toFolder && !(await isFolder(path))) await this.#reachEntry(to)
    return { from, to: path, toFolder, ifExists }
  }

  resolve(path: string) {
    return this.#reach(path)
  }
  async list(folder: string, options: { match: string; recursive: boolean }) {
    return listFolder(await this.#reach(folder), options, this.#signal)
  }
  async readText(path: string, encoding = 'utf-8') {
    return readText(await this.#reach(path), encoding, TEXT_LIMIT)
  }
  async info(path: string) {
    return refOf(await this.#reach(path))
  }
  async facts(path: string, inside: boolean) {
    return factsOf(await this.#reach(path), inside, this.#signal)
  }
  async openRead(path: string) {
    return openRead(await this.#reach(path), this.#signal)
  }

  async openWrite(path: string, ifExists: IfExists): Promise<FileWriter> {
    await this.#reach(path)
    const writing = await openWrite(await this.#reachEntry(path), ifExists, this.#signal)
    return {
      write: (piece) => writing.write(piece),
      get written() {
        return writing.written()
      },
      done: async () => refOf(await writing.done()),
      cancel: () => writing.cancel(),
    }
  }
  async writeText(path: string, text: string, ifExists: IfExists) {
    const file = await this.openWrite(path, ifExists)
    await file.write(text)
    return file.done()
  }
  async writeStream(path: string, pieces: AsyncIterable<Uint8Array | string>, ifExists: IfExists) {
    const file = await this.openWrite(path, ifExists)
    try {
      for await (const piece of pieces) await file.write(piece)
      return await file.done()
    } catch (error) {
      await file.cancel()
      throw error
    }
  }
  async append(path: string, text: string) {
    const whole = await this.#reach(path)
    await appendText(whole, text)
    return refOf(whole)
  }

  async makeFolder(path: string) {
    const whole = await this.#reach(path)
    await makeFolder(whole)
    return refOf(whole)
  }
  async move(from: string, to: string, ifExists: IfExists, progress?: Progress) {
    const order = await this.#placed(await this.#reachEntry(from), to, ifExists)
    return refOf(await moveEntry(order, this.#signal, progress))
  }
  async copy(from: string, to: string, ifExists: IfExists, progress?: Progress) {
    const order = await this.#placed(await this.#reach(from), to, ifExists)
    return refOf(await copyEntry(order, this.#signal, progress))
  }
  async remove(path: string, how: RemoveHow) {
    const whole = await this.#reachEntry(path)
    if (!(await inWords(whole, 'look at', () => entryAt(whole)))) return undefined
    await refusePrecious(whole, this.#rules.home)
    const was = await refOf(whole)
    if (how === 'bin') await this.#rules.bin(whole)
    else await removeForEver(whole, this.#signal)
    return was
  }

  async zip({ from, to, ifExists }: ZipOrder, progress?: Progress): Promise<Zipped> {
    const paths: string[] = []
    for (const path of from) paths.push(await this.#reach(path))
    const order = { ...(await this.#placed('', to, ifExists)), from: paths }
    const { path, files, leftOut } = await zip(order, this.#signal, progress)
    return { ...(await refOf(path)), files, leftOut }
  }
  async unzip({ from, to, ifExists, ...limits }: UnzipOrder, progress?: Progress): Promise<Unzipped> {
    const order = await this.#placed(await this.#reach(from), to, ifExists)
    const { path, ...counts } = await unzip(order, limits, this.#signal, progress)
    return { ...(await refOf(path)), ...counts }
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

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
