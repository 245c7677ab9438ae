/** Names in archives, judged before anything is written. Pure: nothing here looks at a disk. */

/** What a disk makes of names. */
export type NameRules = {
  /** `CON`, `a:b`, `a.` and the like are no names */
  readonly windows: boolean
  /** `a` and `A` are one name */
  readonly foldsCase: boolean
}

export const rulesOf = (platform: NodeJS.Platform): NameRules => ({
  windows: platform === 'win32',
  foldsCase: platform === 'win32' || platform === 'darwin',
})

export type ArchiveWay = {
  /** the names from the archive's top, outermost first; none: the top itself */
  parts: readonly string[]
  folder: boolean
}

/**
 * Takes a name apart; both slashes part names, because archives of old Windows programs hold the other one.
 * @returns why it must not be unpacked, as a clause, when it must not
 */
export function wayOf(name: string, { windows }: NameRules): ArchiveWay | string {
  const plain = name.replaceAll('\\', '/')
  if (plain.includes('\0')) return 'it holds a character no name can have'
  if (plain.startsWith('/')) return 'it is a whole path, not a name in the archive'
  if (/^[a-z]:(\/|$)/i.test(plain)) return 'it names a disk'
  const parts = plain.split('/').filter((part) => part !== '' && part !== '.')
  for (const part of parts) {
    const fault = partFault(part, windows)
    if (fault) return fault
  }
  return { parts, folder: plain.endsWith('/') }
}

const MOST_BYTES = 255

function partFault(part: string, windows: boolean): string | undefined {
  if (part === '..') return 'it leads out of its folder'
  if (Buffer.byteLength(part) > MOST_BYTES) return 'it is too long for a disk'
  if (windows && !isWindowsName(part)) return 'Windows takes no such name'
  return undefined
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what Windows refuses
const NOT_ON_WINDOWS = /[\u0000-\u001f<>:"|?*]|[. ]$/
/** Devices, whatever stands behind them. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3]) *(\.|$)/i

export const isWindowsName = (part: string): boolean => !NOT_ON_WINDOWS.test(part) && !DEVICE.test(part)

/** Ways that were met, so that no two write to one place. */
export class WaysMet {
  readonly #rules: NameRules
  /** by way: whether it is a folder */
  readonly #met = new Map<string, boolean>()

  constructor(rules: NameRules) {
    this.#rules = rules
  }

  /** @returns why it must not be unpacked, as a clause, when it must not */
  meet({ parts, folder }: ArchiveWay): string | undefined {
    let way = ''
    for (const [index, part] of parts.entries()) {
      way += `/${this.#fold(part)}`
      const isFolder = folder || index < parts.length - 1
      const before = this.#met.get(way)
      if (before !== undefined && !(before && isFolder))
        return before === isFolder ? 'it is there twice' : 'it is there as a file and as a folder'
      this.#met.set(way, isFolder)
    }
    return undefined
  }

  #fold(part: string): string {
    return this.#rules.foldsCase ? part.normalize('NFC').toLowerCase() : part
  }
}
