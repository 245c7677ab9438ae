/**
 * What runs in the sandbox before any expression, as source text. It sets up the helpers, takes away what
 * could block or remember, freezes everything else, and answers with the functions that the host calls:
 * `[give, parse, quote, explain]`.
 *
 * `give` makes an expression's result a number or a text that tells its kind by the first letter, so that it
 * crosses without a question about its type: s text (with an end mark, as C strings end at NUL), j JSON,
 * t true, f false, n null, u undefined, x refused (what, then where).
 *
 * Invariants: nothing an expression can reach is writable, so nothing outlives an evaluation; no built-in
 * loops over a made-up length, since QuickJS looks at the time only while it runs script.
 */
export const SANDBOX_PRELUDE = String.raw`(function (hostRandom, hostUuid, hostFormat, hostParse, hostAdd) {
'use strict'
const { stringify, parse } = JSON
const { getPrototypeOf, getOwnPropertyDescriptor, defineProperty, freeze, keys, prototype: objectProto } = Object
const { ownKeys, apply } = Reflect
const { isArray } = Array
const { getTime, toISOString } = Date.prototype
const toTag = objectProto.toString
const HOLD = 400
const LONGEST = 5000000

const refused = (what, at) => what + '\n' + at
const kindOf = (v) => typeof v === 'bigint' ? 'a BigInt' : typeof v === 'object' ? 'a ' + apply(toTag, v, []).slice(8, -1) : 'a ' + typeof v
const at = (key) => /^[A-Za-z_$][\w$]*$/.test(key) ? '.' + key : '[' + stringify(key) + ']'
const within = (piece, inner) => { const cut = inner.indexOf('\n'); return refused(inner.slice(0, cut), piece + inner.slice(cut + 1)) }
const isDate = (v) => { try { apply(getTime, v, []); return true } catch { return false } }

/* One frame a level, so that deep values fit the stack: '' if all is well, else what and where. */
const checkOne = (x) => {
  switch (typeof x) {
    case 'string': case 'boolean': case 'undefined': return ''
    case 'number': return x - x === 0 ? '' : refused(String(x), '')
    default: return refused(kindOf(x), '')
  }
}
const check = (v, depth) => {
  if (depth > HOLD) return refused('deep', '')
  const isList = isArray(v)
  if (!isList) {
    const odd = checkKind(v)
    if (odd !== undefined) return odd
  }
  const names = isList ? v : keys(v)
  for (let i = 0; i < names.length; i++) {
    const x = isList ? v[i] : v[names[i]]
    if (typeof x === 'string' || x === null) continue
    const bad = typeof x === 'object' ? check(x, depth + 1) : checkOne(x)
    if (bad) return within(isList ? '[' + i + ']' : at(names[i]), bad)
  }
  return ''
}
/* undefined for what is looked into; '' for a good date. */
const checkKind = (v) => {
  const proto = getPrototypeOf(v)
  if (proto === objectProto || proto === null) return undefined
  if (isDate(v)) return apply(getTime, v, []) - 0 === apply(getTime, v, []) ? '' : refused('an invalid date', '')
  const tag = apply(toTag, v, [])
  if (tag === '[object Object]') return undefined
  return refused(tag === '[object Error]' ? 'an Error' : kindOf(v), '')
}
const goesRound = (v, above) => {
  if (typeof v !== 'object' || v === null || above.size > HOLD) return false
  if (above.has(v)) return true
  above.add(v)
  for (const key of keys(v)) if (goesRound(v[key], above)) return true
  above.delete(v)
  return false
}
const give = (v) => {
  switch (typeof v) {
    case 'number': return v - v === 0 ? v : 'x' + refused(String(v), '')
    case 'string': return 's' + v + '\x01'
    case 'boolean': return v ? 't' : 'f'
    case 'undefined': return 'u'
    case 'object': {
      if (v === null) return 'n'
      const bad = check(v, 0)
      if (bad) return 'x' + (bad.startsWith('deep\n') && goesRound(v, new Set()) ? 'a circle' + bad.slice(4) : bad)
      return !isArray(v) && getPrototypeOf(v) !== objectProto && isDate(v) ? 's' + apply(toISOString, v, []) + '\x01' : 'j' + stringify(v)
    }
    default: return 'x' + refused(kindOf(v), '')
  }
}
const explain = (e) => {
  try {
    if (e instanceof Error) return stringify([String(e.name), String(e.message)])
    return stringify(['', typeof e === 'string' ? e : String(stringify(e))])
  } catch { return '["","something that cannot be shown"]' }
}

const answer = (text) => {
  if (typeof text === 'string' && text[0] === '!') throw new Error(text.slice(1))
  return typeof text === 'string' ? text.slice(1) : text
}
/* A time for the host: # and milliseconds, or = and a text. */
const moment = (d) => {
  if (typeof d === 'string') return '=' + d
  const ms = typeof d === 'number' ? d : isDate(d) ? apply(getTime, d, []) : NaN
  if (ms !== ms) throw new TypeError(isDate(d) ? 'an invalid date' : 'not a date: ' + String(stringify(d)))
  return '#' + ms
}
const text = (v, what) => { if (typeof v === 'string') return v; throw new TypeError(what + ' must be a text') }
const helpers = {
  now() { return new Date },
  today() { const d = new Date; d.setHours(0, 0, 0, 0); return d },
  formatDate(d, pattern, zone) { return answer(hostFormat(moment(d), text(pattern, 'the pattern'), zone === undefined ? '' : text(zone, 'the zone'))) },
  parseDate(value, pattern) { return new Date(answer(hostParse(text(value, 'the date'), pattern === undefined ? '' : text(pattern, 'the pattern')))) },
  addTime(d, time) { return new Date(answer(hostAdd(moment(d), text(time, 'the length of time')))) },
  uuid() { return answer(hostUuid()) },
  random() { return hostRandom() },
}
const put = (target, name, value) => defineProperty(target, name, { value, writable: true, enumerable: false, configurable: true })
for (const name of keys(helpers)) put(globalThis, name, helpers[name])
put(Math, 'random', helpers.random)

for (const name of ['eval', 'Proxy', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'FinalizationRegistry']) delete globalThis[name]

const isLong = (length) => { if (length > LONGEST) throw new RangeError('a list of more than ' + LONGEST + ' entries') }
const short = (list) => {
  if (isArray(list) || typeof list === 'string') return isLong(list.length)
  if (list === null || (typeof list !== 'object' && typeof list !== 'function')) return
  const length = getOwnPropertyDescriptor(list, 'length')
  if (typeof length?.value !== 'number') throw new TypeError('not a list')
  isLong(length.value)
}
const guard = (proto, name) => {
  const native = proto[name]
  const { [name]: guarded } = { [name](...args) { short(this); return apply(native, this, args) } }
  put(proto, name, guarded)
}
for (const name of ['indexOf', 'lastIndexOf', 'includes', 'join', 'toLocaleString', 'fill', 'reverse', 'sort', 'slice', 'splice', 'copyWithin', 'flat', 'flatMap', 'toReversed', 'toSorted', 'toSpliced', 'with', 'forEach', 'map', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'reduce', 'reduceRight', 'shift', 'unshift', 'values', 'keys', 'entries'])
  if (name in Array.prototype) guard(Array.prototype, name)
const { concat } = Array.prototype
put(Array.prototype, 'concat', { concat(...args) { short(this); for (const one of args) if (isArray(one) || one?.[Symbol.isConcatSpreadable]) short(one); return apply(concat, this, args) } }.concat)
const { drop } = Iterator.prototype
put(Iterator.prototype, 'drop', { drop(count) { if (!(count <= LONGEST)) throw new RangeError('a list of more than ' + LONGEST + ' entries'); return apply(drop, this, [count]) } }.drop)

/* Frozen prototypes would forbid objects their own "name" or "constructor" by assignment. */
const overridable = (proto) => {
  for (const name of ownKeys(proto)) {
    const { value, writable } = getOwnPropertyDescriptor(proto, name)
    if (!writable) continue
    defineProperty(proto, name, {
      get() { return value },
      set(own) { if (this === proto) throw new TypeError('built-in things cannot be changed'); defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true }) },
      enumerable: false, configurable: false,
    })
  }
}
for (const type of [Object, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]) overridable(type.prototype)

const seen = new Set()
const freezeAll = (thing) => {
  if (thing === null || (typeof thing !== 'object' && typeof thing !== 'function') || seen.has(thing)) return
  seen.add(thing)
  freeze(thing)
  freezeAll(getPrototypeOf(thing))
  for (const name of ownKeys(thing)) {
    const { value, get, set } = getOwnPropertyDescriptor(thing, name)
    freezeAll(value)
    freezeAll(get)
    freezeAll(set)
  }
}
const hidden = [
  function* () {}, async function () {}, async function* () {}, [].values(), new Map().values(), new Set().values(),
  ''[Symbol.iterator](), ''.matchAll(/a/g), [].values().map((x) => x), Iterator.from({ next() {} }),
  (function* () {})(), (async function* () {})(),
]
for (const thing of hidden) { freezeAll(getPrototypeOf(thing)); if (typeof thing === 'function') freezeAll(thing.prototype) }
freezeAll(globalThis)
return [give, (json) => parse(json), (v) => stringify(v.slice(1, -1)), explain]
})`
