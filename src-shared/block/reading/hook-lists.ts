import { type Json, nearestWord } from '#shared/flow'
import { isList, sayValue } from '../say-value.ts'
import type { Misread } from './misread.ts'

/** Ways in which a webhook can be called. */
export const HOOK_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'] as const

/** What is wrong with the methods of a webhook; capitals make no difference. */
export function methodsMisread(value: Json): Misread | undefined {
  if (!isList(value)) return undefined
  if (value.length === 0)
    return { code: 'webhook.bad-method', why: 'none is chosen, so no call would start it.', fix: CHOOSE }
  return firstIn(value, (one) => {
    if (mayBecome(one) || (typeof one === 'string' && isMethod(one.trim().toUpperCase()))) return undefined
    const meant = typeof one === 'string' ? nearestWord(one.toUpperCase(), HOOK_METHODS) : undefined
    const why = `${sayValue(one)} is no way to call an address.`
    return { code: 'webhook.bad-method', why, fix: meant ? `Did you mean ${meant}?` : CHOOSE }
  })
}

const CHOOSE = `Choose from ${HOOK_METHODS.join(', ')}.`
const isMethod = (text: string): boolean => HOOK_METHODS.some((method) => method === text)

const ORIGIN = /^https?:\/\/[^\s/?#@]+\/?$/i

/** What is wrong with the web sites whose pages may call: each is an address without a path, or `*` for all. */
export const originsMisread = (value: Json): Misread | undefined =>
  isList(value)
    ? firstIn(value, (one) =>
        mayBecome(one) || (typeof one === 'string' && (one.trim() === '*' || ORIGIN.test(one.trim())))
          ? undefined
          : {
              code: 'webhook.bad-origin',
              why: `${sayValue(one)} is not the address of a web site.`,
              fix: 'Write how the address of its pages begins, with nothing behind the name: https://shop.example',
            },
      )
    : undefined

const mayBecome = (one: Json): boolean => typeof one === 'string' && one.includes('{{')

function firstIn(list: readonly Json[], look: (one: Json) => Misread | undefined): Misread | undefined {
  for (const [i, one] of list.entries()) {
    const wrong = look(one)
    if (wrong) return { ...wrong, at: `[${i}]` }
  }
  return undefined
}
