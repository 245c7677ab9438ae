import type { Json } from '#shared/flow'
import { isList, sayValue } from '../say-value.ts'
import type { Misread } from './misread.ts'

/** Words that stand for something outside of Blockloom: a currency, a place's time. */

export const currencyMisread = (text: string): Misread | undefined =>
  text.trim() === '' || /^[A-Za-z]{3}$/.test(text.trim())
    ? undefined
    : {
        code: 'data.bad-currency',
        why: `${sayValue(text)} is not a currency.`,
        fix: 'Write its three letters: EUR, USD, CHF',
      }

/** By name, or by how far it is from UTC; empty is that of the machine. */
export const zoneMisread = (text: string): Misread | undefined =>
  text.trim() === '' || OFFSET.test(text.trim()) || isZone(text.trim())
    ? undefined
    : {
        code: 'data.bad-zone',
        why: `${sayValue(text)} is not a time zone.`,
        fix: 'Write one such as Europe/Berlin, UTC or UTC+2.',
      }

const OFFSET = /^utc([+-]\d{1,2}(:\d{2})?)?$/i

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Where any value may stand, and yet only a list is of use. */
export const listMisread = (value: Json): Misread | undefined =>
  isList(value) || value === null
    ? undefined
    : {
        code: 'config.wrong-kind',
        why: `it needs a list, but is ${sayValue(value)}.`,
        fix: 'Give a list, for example {{ input.items }}.',
      }
