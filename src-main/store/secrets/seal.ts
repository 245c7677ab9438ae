import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** AES-256-GCM (NIST SP 800-38D): 32 bytes of key, 12 of nonce, a fresh one each time, and a tag of 16. */
const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
export const KEY_BYTES = 32

/** `sealed`: what the cipher made of the value, and the tag behind it. */
export type Sealed = { nonce: Buffer; sealed: Buffer }

/** A value sealed for its name: under another name it does not open. */
export function seal(key: Buffer, name: string, value: string): Sealed {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(name))
  const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
  return { nonce, sealed: Buffer.concat([text, cipher.getAuthTag()]) }
}

/** @throws Error when the key, the name or the bytes are not those it was sealed with */
export function unseal(key: Buffer, name: string, { nonce, sealed }: Sealed): string {
  const text = sealed.subarray(0, -TAG_BYTES)
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(boundTo(name))
    .setAuthTag(sealed.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
}

const boundTo = (name: string): Buffer => Buffer.from(`blockloom secret 1\0${name}`)

/** Tells keys apart without saying anything about them. */
export const keyIdOf = (key: Buffer): string =>
  createHash('sha256').update('blockloom key id 1\0').update(key).digest('hex').slice(0, 16)

export const newKey = (): Buffer => randomBytes(KEY_BYTES)
