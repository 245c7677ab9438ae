import { expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { desktopWords } from './desktop-words.ts'
import { trayWords } from './tray-words.ts'

const kept = (held: Map<string, Json>) => ({
  get: (key: string) => held.get(key),
  set: (key: string, value: Json) => void held.set(key, value),
})

test('the language of the studio is spoken at once, by who listens too, and after the next start', () => {
  const settings = kept(new Map())
  const words = desktopWords(settings)
  const heard: string[] = []
  words.listen(() => heard.push(words.say('tray.open')))
  expect(words.say('tray.open')).toBe('Open')
  words.speak('ar-XB')
  words.speak('ar-XB')
  expect(heard).toEqual(['[Ópén··]'])
  expect(desktopWords(settings).say('tray.quit')).toBe('[Qúít··]')
  words.speak('en')
  expect(desktopWords(settings).say('tray.quit')).toBe('Quit')
})

test.each(['xx', '', '__proto__', 7, undefined, null])(
  'a language that is not there changes nothing: %s',
  (language) => {
    const words = desktopWords(kept(new Map([['desktopLanguage', language as Json]])))
    words.speak(language)
    expect(words.say('notice.failed', { flow: 'A & B' })).toBe('"A & B" failed')
  },
)

test('what the tray says is counted as the language counts, and filled in', () => {
  const words = desktopWords()
  const armed = (flowId: string) => ({
    state: 'armed',
    flowId,
    flowName: flowId,
    next: Date.UTC(2026, 0, 2, 12),
  })
  const say = (...all: object[]) => trayWords(all as never, false, Date.UTC(2026, 0, 2, 11), words)
  expect(say(armed('a'))).toMatch(/^Blockloom: 1 flow runs by itself\nNext: \d\d:\d\d, a$/)
  expect(say(armed('a'), armed('b'), { state: 'failed' })).toMatch(
    /^Blockloom: 2 flows run by themselves\n1 trigger does not work\nNext: /,
  )
  words.speak('ar-XB')
  expect(say()).toMatch(/^\[Blóckl.*·\]$/)
  expect(say(armed('a'), armed('b'), armed('c'))).toMatch(/^\[Blóckl.*3 flóws.*·\]\n\[Néxt: .*, a·*\]$/)
})
