import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type * as Electron from 'electron'

/** What the keychain's own key is made of; without it this computer has none that keeps things. */
const WORD = process.env.STAND_IN_KEYCHAIN

const key = () =>
  createHash('sha256')
    .update(WORD as string)
    .digest()

/** Wraps for real, by a key that outlives the app and that the app never sees. */
export const safeStorage = {
  getSelectedStorageBackend: () => (WORD === undefined ? 'basic_text' : 'gnome_libsecret'),
  isAsyncEncryptionAvailable: async () => WORD !== undefined,
  async encryptStringAsync(text) {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key(), nonce)
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  },
  async decryptStringAsync(wrapped) {
    const decipher = createDecipheriv('aes-256-gcm', key(), wrapped.subarray(0, 12), { authTagLength: 16 })
    decipher.setAuthTag(wrapped.subarray(-16))
    const text = Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()])
    return { result: text.toString('utf8'), shouldReEncrypt: false }
  },
} satisfies Partial<Electron.SafeStorage>
