import { AppError, type AppErrorShape } from '#shared/error'
import {
  type KeyFile,
  type KeyGuard,
  keyDamaged,
  makeKeyFile,
  readKeyFile,
  replaceKeyFile,
  setKeyFileAside,
} from './key-file.ts'
import { KEY_BYTES, keyIdOf, newKey } from './seal.ts'

/** The system's keychain, as far as this process can reach it. What it wraps, only it opens again. */
export type Keychain = {
  /** whether it is there and keeps things; asking may make the system ask the person */
  available(): Promise<boolean>
  wrap(text: string): Promise<Buffer>
  /** `stale`: it has a newer key of its own, so the text should be wrapped again. @throws when it refuses, or has forgotten */
  unwrap(wrapped: Buffer): Promise<{ text: string; stale: boolean }>
}

/**
 * Where the key is guarded, as a person is told. `keychain`: there is one; `none`: this machine has none that keeps
 * things; `elsewhere`: only the desktop app reaches it.
 */
export type KeyReport = {
  guard: KeyGuard | null
  keychain: 'there' | 'none' | 'elsewhere'
  path: string
  problem?: AppErrorShape
}

export type OpenKey = { id: string; bytes: Buffer; guard: KeyGuard }

/** The key that all secrets are sealed with. It is in its file and in the memory of this process, nowhere else. */
export type SecretKey = {
  readonly path: string
  /** null: there is none yet, or no longer. @throws AppError `secret.key-*`, `secret.keychain-*` */
  open(): OpenKey | null
  /** asks the keychain where that has to be; a refusal is what `open` throws then */
  unlock(): Promise<void>
  /** the key, made when there is none or when its file can never be used again. @throws as `open` does */
  needed(): Promise<OpenKey>
  /** moves the key into the keychain, or out of it; one that is not there yet is made so. @throws AppError `secret.no-keychain`, as `open` does */
  guardWith(guard: KeyGuard): Promise<void>
  report(): Promise<KeyReport>
}

/** @param keychain undefined: not reached from here */
export function createSecretKey(path: string, keychain: Keychain | undefined): SecretKey {
  let known: OpenKey | null = null
  let refused: AppError | null = null

  const remember = (text: string, guard: KeyGuard): OpenKey => {
    const bytes = Buffer.from(text, 'base64')
    if (bytes.length !== KEY_BYTES) throw keyDamaged(path)
    known = { id: keyIdOf(bytes), bytes, guard }
    return known
  }
  const open = (): OpenKey | null => {
    if (known) return known
    const file = readKeyFile(path)
    if (!file) return null
    if (file.guard === 'file') return remember(file.key, 'file')
    throw refused ?? onlyInApp(path)
  }
  const unwrap = async (file: KeyFile): Promise<void> => {
    refused = null
    if (!keychain) refused = onlyInApp(path)
    else if (!(await keychain.available())) refused = keychainGone(path)
    else {
      const opened = await keychain.unwrap(Buffer.from(file.key, 'base64')).catch((cause) => {
        refused = keychainRefuses(path, cause)
      })
      if (!opened) return
      const { bytes } = remember(opened.text, 'keychain')
      if (opened.stale) replaceKeyFile(path, await fileFor(bytes, 'keychain'))
    }
  }
  const fileFor = async (bytes: Buffer, guard: KeyGuard): Promise<KeyFile> => {
    const text = bytes.toString('base64')
    if (guard === 'file') return { guard, key: text }
    if (!keychain || !(await keychain.available())) throw noKeychain()
    return { guard, key: (await keychain.wrap(text)).toString('base64') }
  }
  const make = async (guard: KeyGuard, isDamaged = false): Promise<OpenKey> => {
    const bytes = newKey()
    const file = await fileFor(bytes, guard)
    if (isDamaged) setKeyFileAside(path)
    makeKeyFile(path, file)
    return remember(bytes.toString('base64'), guard)
  }
  const unlock = async (): Promise<void> => {
    if (known) return
    try {
      const file = readKeyFile(path)
      if (file?.guard === 'keychain') await unwrap(file)
    } catch (error) {
      // whoever needs the key is told; everything else goes on without it
      if (!(error instanceof AppError)) throw error
    }
  }

  return {
    path,
    open,
    unlock,
    async needed() {
      await unlock()
      const there = openOrDamaged(open)
      if (there && there !== 'damaged') return there
      const guard = keychain && (await keychain.available()) ? 'keychain' : 'file'
      return make(guard, there === 'damaged')
    },
    async guardWith(guard) {
      await unlock()
      const key = open()
      if (!key) await make(guard)
      if (!key || key.guard === guard) return
      replaceKeyFile(path, await fileFor(key.bytes, guard))
      known = { ...key, guard }
    },
    async report() {
      await unlock()
      const reach = !keychain ? 'elsewhere' : (await keychain.available()) ? 'there' : 'none'
      try {
        return { guard: open()?.guard ?? null, keychain: reach, path }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        const guard = error.code.startsWith('secret.keychain') ? 'keychain' : null
        return { guard, keychain: reach, path, problem: error.toJSON() }
      }
    },
  }
}

/** A damaged file will not become a good one; all else that keeps the key closed may pass, and is thrown. */
function openOrDamaged(open: () => OpenKey | null): OpenKey | 'damaged' | null {
  try {
    return open()
  } catch (error) {
    if (error instanceof AppError && error.code === 'secret.key-damaged') return 'damaged'
    throw error
  }
}

const onlyInApp = (path: string): AppError =>
  new AppError({
    code: 'secret.keychain-elsewhere',
    message:
      'The key of the secrets is guarded by the keychain of this computer, which only the Blockloom app opens.',
    fix: 'Start the app: commands work through it.',
    details: { path },
  })

const keychainGone = (path: string): AppError =>
  new AppError({
    code: 'secret.keychain-gone',
    message: 'The key of the secrets was guarded by the keychain of this computer, and there is none now.',
    fix: `Sign in where the keychain is. If it is gone for good, move the file ${path} away and set each secret again.`,
    details: { path },
  })

const keychainRefuses = (path: string, cause: unknown): AppError =>
  new AppError({
    code: 'secret.keychain-refuses',
    message: 'The keychain of this computer does not open the key of the secrets.',
    fix: `Unlock the keychain and start Blockloom again. If it has forgotten the key, move the file ${path} away and set each secret again.`,
    details: { path },
    cause,
  })

const noKeychain = (): AppError =>
  new AppError({
    code: 'secret.no-keychain',
    message: 'There is no keychain here that could guard the key.',
    fix: 'Use the Blockloom app, on a computer with a keychain.',
  })
