import { safeStorage } from 'electron'
import type { ComposeOptions } from '../compose.ts'

type Keychain = NonNullable<ComposeOptions['keychain']>

/**
 * The system's keychain, through Electron: Keychain on macOS, DPAPI on Windows, the secret service or KWallet on
 * Linux. It keeps a key of its own; ours is wrapped with that and stays in the data folder, so the keychain never
 * holds the only copy of anything.
 */
export const keychain: Keychain = {
  async available() {
    // a fixed password, known to everybody, is no keychain
    if (process.platform === 'linux' && !KEEPS.test(safeStorage.getSelectedStorageBackend())) return false
    return safeStorage.isAsyncEncryptionAvailable()
  },
  wrap: (text) => safeStorage.encryptStringAsync(text),
  async unwrap(wrapped) {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(wrapped)
    return { text: result, stale: shouldReEncrypt }
  },
}

const KEEPS = /^(gnome_libsecret|kwallet)/
