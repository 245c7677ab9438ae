/**
 * How long a regular expression can take at most, told from its form alone. It is a bound, never an estimate: what it
 * calls quick is quick on every text of that length, what it does not may still be. A backtracking matcher tries, from
 * each place, every way through the pattern; so of each part two figures are kept and put together.
 */
type Part = {
  /** ways through it from one place, of which each may have to be tried */
  readonly ways: number
  /** steps for trying them all */
  readonly steps: number
}

/** Longer patterns are not looked at. */
const LONGEST = 1000
const ONE: Part = { ways: 1, steps: 1 }

/**
 * Steps that looking for it everywhere in a text takes at most; infinite where that cannot be told.
 * @param source a pattern that is valid in JavaScript, with the flag `u` or without; others give some number
 * @param length of the text, in characters
 */
export function patternEffort(source: string, length: number): number {
  if (source.length > LONGEST) return Number.POSITIVE_INFINITY
  const { steps } = new PatternReader(source, length).all()
  // 0 times infinity is none of these
  return Number.isFinite(steps) ? (length + 1) * steps : Number.POSITIVE_INFINITY
}

class PatternReader {
  readonly #source: string
  readonly #length: number
  #at = 0

  constructor(source: string, length: number) {
    this.#source = source
    this.#length = length
  }

  all(): Part {
    let all = this.#alternatives()
    // a bracket that closes nothing
    while (this.#at < this.#source.length) {
      this.#at++
      all = inRow(all, this.#alternatives())
    }
    return all
  }

  #alternatives(): Part {
    let all = this.#row()
    while (this.#take('|')) {
      const { ways, steps } = this.#row()
      all = { ways: all.ways + ways, steps: all.steps + steps }
    }
    return all
  }

  #row(): Part {
    let row = ONE
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source[this.#at] as string))
      row = inRow(row, this.#repeated(this.#atom()))
    return row
  }

  #atom(): Part {
    if (this.#take('(')) return this.#group()
    if (this.#take('[')) return this.#oneOf()
    if (this.#take('\\')) return this.#escaped()
    this.#at++
    return ONE
  }

  #group(): Part {
    const begin = this.#match(/\?(?:<?[=!]|:|<[^>]*>|[a-z-]+:)/y) ?? ''
    const inner = this.#alternatives()
    this.#take(')')
    // what looks ahead or behind is not tried in another way once it was met
    return /[=!]$/.test(begin) ? { ways: 1, steps: inner.steps } : inner
  }

  #oneOf(): Part {
    this.#match(/(?:\\[\s\S]|[^\]\\])*\]?/y)
    return ONE
  }

  /** References take as long as what they refer to; `\u{...}` without the flag `u` is that many u. */
  #escaped(): Part {
    const isLong = this.#match(/[1-9]\d*|k<[^>]*>|u\{[\da-f]+\}/iy) !== undefined
    if (isLong) return { ways: 1, steps: this.#length + 1 }
    if (this.#match(/p\{[a-z_][^}]*\}/iy) === undefined) this.#at++
    return ONE
  }

  #repeated(part: Part): Part {
    const times = this.#match(/[*+?]|\{\d+(?:,\d*)?\}/y)
    if (times === undefined) return part
    this.#take('?')
    const [least, most] = this.#timesOf(times)
    return repeated(part, least, Math.max(least, Math.min(most, this.#length)))
  }

  #timesOf(written: string): [least: number, most: number] {
    if (written === '*') return [0, Number.POSITIVE_INFINITY]
    if (written === '+') return [1, Number.POSITIVE_INFINITY]
    if (written === '?') return [0, 1]
    const [least, most = least] = written.slice(1, -1).split(',')
    return [Number(least), most === '' ? Number.POSITIVE_INFINITY : Number(most)]
  }

  #take(sign: string): boolean {
    if (this.#source[this.#at] !== sign) return false
    this.#at++
    return true
  }
  #match(here: RegExp): string | undefined {
    here.lastIndex = this.#at
    const found = here.exec(this.#source)?.[0]
    this.#at += found?.length ?? 0
    return found
  }
}

const inRow = (a: Part, b: Part): Part => ({ ways: a.ways * b.ways, steps: a.steps + a.ways * b.steps })

/** A part so many times: after each time its ways branch again, and from the least on each may also be the last. */
function repeated({ ways, steps }: Part, least: number, most: number): Part {
  if (ways === 1) return { ways: most - least + 1, steps: 1 + (most + 1) * steps }
  let [branches, all, ends] = [1, 0, 0]
  for (let times = 0; times <= most && Number.isFinite(all); times++) {
    if (times >= least) ends += branches
    all += branches * steps
    branches *= ways
  }
  return { ways: ends, steps: 1 + all }
}
