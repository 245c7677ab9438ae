import { type BlockContext, type Digest, implement } from '#shared/block'
import { AppError } from '#shared/error'
import { hash } from './block.ts'

/** Characters of a text that are taken at once: about a millisecond. */
const PIECE = 1 << 20

export const run = implement(hash, async ({ algorithm, of, text = '', file, as, secret }, ctx) => {
  const key = secret === '' ? undefined : secret
  if (algorithm === 'crc32' && key !== undefined) throw noSecret()
  const digest = ctx.digest(algorithm, key)
  if (of === 'text') await takeText(text, digest, ctx)
  else await takeFile(file, digest, ctx)
  return { next: Buffer.from(digest.finish()).toString(as) }
})

async function takeText(text: string, digest: Digest, ctx: BlockContext): Promise<void> {
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + PIECE, text.length)
    // no character that takes two units is cut
    if (end < text.length && /[\ud800-\udbff]/.test(text[end - 1] as string)) end++
    digest.update(text.slice(at, end))
    at = end
    const turn = ctx.breathe()
    if (turn) await turn
  }
}

async function takeFile(path: string | undefined, digest: Digest, ctx: BlockContext): Promise<void> {
  if (path === undefined || path === '') throw noFile()
  const file = await ctx.files.openRead(path)
  let taken = 0
  for await (const bytes of file) {
    digest.update(bytes)
    taken += bytes.length
    ctx.progress(Math.min(1, taken / Math.max(1, file.size)))
  }
}

const noFile = (): AppError =>
  new AppError({
    code: 'config.required',
    message: '"File" is empty.',
    fix: 'Choose a file, or make the digest of a text.',
    details: { field: 'file' },
  })

const noSecret = (): AppError =>
  new AppError({
    code: 'data.no-secret-here',
    message: 'CRC-32 is a checksum: it cannot be signed with a secret.',
    fix: 'Choose SHA-256, or leave the secret out.',
    details: { field: 'secret' },
  })
