import type { Form } from './value-forms.ts'

/** What finds the forms of some texts in another text, each as far as it goes. */
export type Finder = (text: string, found: (start: number, end: number) => void) => void

/** Signs that are looked for at once. More of them stand in no single expression: it would be too large. */
const AT_ONCE = 48

/**
 * Finds forms by their first signs. Where those stand, the rest is followed as far as it is there: what was cut off
 * is found too.
 */
export function makeFinder(forms: readonly Form[]): Finder {
  const pieces = forms.map(cutUp)
  const whole = pieces.filter((form) => form.length === 1).map(([only]) => source(only as Form))
  const long = pieces.filter((form) => form.length > 1)
  const heads = new RegExp([...long.map(([head]) => `(${source(head as Form)})`), ...whole].join('|'), 'g')
  return (text, found) => {
    heads.lastIndex = 0
    for (let match = heads.exec(text); match; match = heads.exec(text)) {
      const start = match.index
      let end = heads.lastIndex
      for (let n = 0; n < long.length; n++)
        if (match[n + 1] !== undefined) end = follow(text, end, (long[n] as Form[]).slice(1))
      found(start, end)
      heads.lastIndex = end
    }
  }
}

const source = (signs: Form): string => signs.join('')

/** Cut behind letters and digits, which are never escaped: no piece begins in the middle of an escape. */
function cutUp(form: Form): Form[] {
  const pieces: Form[] = []
  for (let from = 0; from < form.length; ) {
    let to = Math.min(from + AT_ONCE, form.length)
    while (to < form.length && to - from < 2 * AT_ONCE && !/^\w$/.test(form[to - 1] as string)) to++
    pieces.push(form.slice(from, to))
    from = to
  }
  return pieces
}

/** The end of what is there of these pieces, the first of which would begin at `at`. */
function follow(text: string, at: number, pieces: readonly Form[]): number {
  let end = at
  for (const piece of pieces) {
    const next = endOf(text, end, source(piece))
    if (next === undefined) return followSigns(text, end, piece)
    end = next
  }
  return end
}

function followSigns(text: string, at: number, signs: Form): number {
  let end = at
  for (const sign of signs) {
    const next = endOf(text, end, sign)
    if (next === undefined) return end
    end = next
  }
  return end
}

function endOf(text: string, at: number, pattern: string): number | undefined {
  const sticky = new RegExp(pattern, 'y')
  sticky.lastIndex = at
  return sticky.test(text) ? sticky.lastIndex : undefined
}
