import { compile, selectAll } from 'css-select'
import { AppError } from '#shared/error'
import type { PageDocument, PageElement, PageNode } from './parse-page.ts'

export type Within = PageElement | PageDocument
/** What a selector finds within an element, in the order of the page. */
export type Find = (within: Within) => PageElement[]

/** These look at the element that is searched, so they are made anew for each. */
const LOOKS_UP = /:scope|(?:^|,)\s*[>+~]/

/**
 * @param text a CSS selector (w3.org/TR/selectors-4, as far as css-select goes)
 * @param where for sentences: `"Selector" of "price"`
 * @throws AppError `config.bad-selector`, with the column
 */
export function finderOf(text: string, where: string): Find {
  const selector = text.trim()
  try {
    const query = compile<PageNode, PageElement>(selector)
    return LOOKS_UP.test(selector)
      ? (within) => selectAll<PageNode, PageElement>(selector, within)
      : (within) => selectAll<PageNode, PageElement>(query, within)
  } catch (error) {
    // whatever it says, it is about what the person wrote
    throw badSelector(text, where, error instanceof Error ? error.message : '')
  }
}

function badSelector(text: string, where: string, said: string): AppError {
  const column = placeOf(text, said) + 1
  return new AppError({
    code: 'config.bad-selector',
    message: `${where} is no CSS selector at column ${column}: ${inWords(said)}.`,
    fix: 'Correct it there. A browser gives a selector: "Inspect" the part, then "Copy selector".',
    details: { column },
  })
}

const RESTS = /^(?:Unmatched selector: |Expected name, found )(.*)$/s
const PSEUDO = /^(?:Unknown pseudo-class|Pseudo-class|Pseudo) :?([\w-]+)/
const RULE = /^n-th rule couldn't be parsed \('(.*)'\)$/s

/** Where in the text, from 0, a fault is that css-what and css-select tell without its place. */
function placeOf(text: string, said: string): number {
  const rest = RESTS.exec(said)?.[1]
  if (rest !== undefined) return Math.max(0, text.trimEnd().length - rest.trimEnd().length)
  const pseudo = PSEUDO.exec(said)?.[1]
  if (pseudo) return Math.max(0, text.toLowerCase().indexOf(`:${pseudo}`))
  const rule = RULE.exec(said)?.[1]
  if (rule) return Math.max(0, text.toLowerCase().indexOf(rule))
  if (said.startsWith('Empty sub-selector')) return Math.max(0, text.search(/,\s*(?:,|\)|$)|(?<=[(]|^)\s*,/))
  if (said.startsWith('Pseudo-elements'))
    return Math.max(0, text.search(/::?(?=before|after|first-l|:|[\w-])/))
  if (said.startsWith('Namespaced')) return Math.max(0, text.indexOf('|'))
  if (said.startsWith('Did not expect')) return Math.max(0, text.search(/[>+~]\s*[>+~]/))
  return lastOpen(text)
}

/** The last bracket that nothing closes; the end when there is none. */
function lastOpen(text: string): number {
  const open: number[] = []
  for (const [at, sign] of [...text].entries()) {
    if (sign === '(' || sign === '[') open.push(at)
    if (sign === ')' || sign === ']') open.pop()
  }
  return open.at(-1) ?? text.length
}

function inWords(said: string): string {
  if (RESTS.test(said)) return 'something else is expected here'
  const pseudo = PSEUDO.exec(said)?.[1]
  if (said.startsWith('Unknown pseudo-class')) return `there is no :${pseudo}`
  if (pseudo) return `:${pseudo} is used with the wrong brackets`
  if (RULE.test(said)) return 'in its brackets stands a number, odd, even or a rule such as 2n+1'
  return WORDS.find(([begin]) => said.startsWith(begin))?.[1] ?? 'it cannot be understood'
}

const WORDS: readonly (readonly [string, string])[] = [
  ['Empty sub-selector', 'beside a comma stands nothing'],
  ['Attribute selector', 'this bracket has to be closed: [name="value"]'],
  ["Attribute value didn't end", 'this bracket has to be closed: [name="value"]'],
  ['Expected `=`', 'an "=" is expected'],
  ['Parenthesis not matched', 'this bracket is not closed'],
  ['Missing closing parenthesis', 'this bracket is not closed'],
  ['Pseudo-elements', 'what :: stands for is no part of the page'],
  ['Namespaced', 'names with "|" are not known here'],
  ['Did not expect', 'two of > + ~ follow one another'],
  ['Comment was not terminated', 'a comment is not closed'],
]
