import { implement } from '#shared/block'
import { AppError } from '#shared/error'
import { open } from './block.ts'

/** Other kinds of addresses start programs, and some of those take commands. */
const OPENED = new Set(['http', 'https', 'mailto'])

export const run = implement(open, async ({ what }, ctx) => {
  await ctx.computer.open(isAddress(what) ? checked(what) : (await ctx.files.info(what)).path)
  return { next: ctx.input }
})

/** `C:\\` is a drive, not a kind of address. */
const isAddress = (what: string): boolean => /^[a-z][a-z0-9+.-]+:/i.test(what)

function checked(address: string): string {
  const kind = address.slice(0, address.indexOf(':')).toLowerCase()
  if (OPENED.has(kind) && URL.canParse(address)) return address
  throw new AppError({
    code: 'open.not-allowed',
    message: `${address.slice(0, 200)} is no address that Blockloom opens.`,
    fix: 'Give a path, or an address that begins with https://, http:// or mailto:.',
    details: { field: 'what' },
  })
}
