import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namedPlaces } from './named-places.ts'

const names = (text: unknown, url: string) => namedPlaces([{ url: text }])(url)

describe('a flow names a place', () => {
  test.each([
    ['http://localhost:3000/a', 'http://localhost:3000/b?c'],
    ['http://localhost:3000', 'https://localhost:3000/'],
    ['see http://nas, or not', 'http://nas/'],
    ['http://nas/x', 'https://nas/'],
    ['HTTP://NAS/', 'http://nas/'],
    ['http://127.1/', 'http://127.0.0.1/'],
    ['http://[::1]:80/', 'http://[::1]/'],
    ['http://192.168.1.7:8080/{{ input.path }}', 'http://192.168.1.7:8080/any'],
    ['http://192.168.1.7{{ input.path }}', 'http://192.168.1.7/any'],
    ['http://localhost:{{ vars.port }}/x', 'http://localhost:8123/x'],
    ['{{ "http://localhost:3000/" + input.id }}', 'http://localhost:3000/7'],
    [['deep', { in: 'http://nas:1/' }], 'http://nas:1/'],
  ])('%j names %s', (text, url) => void expect(names(text, url)).toBe(true))

  test.each([
    ['{{ input.url }}', 'http://localhost/'],
    ['http://localhost:3000/', 'http://localhost:4321/'],
    ['http://localhost/', 'http://localhost:4321/'],
    ['http://192.168.{{ input.rest }}/', 'http://192.168.0.1/'],
    ['http://192.168{{ input.rest }}/', 'http://192.0.0.168/'],
    ['http://{{ input.host }}/localhost', 'http://localhost/'],
    ['http://example.org/?next=localhost', 'http://localhost/'],
    ['http://localhost:3000@example.org/', 'http://localhost:3000/'],
    ['nas', 'http://nas/'],
    ['http://xnas/', 'http://nas/'],
    [null, 'http://nas/'],
    ['http://nas/', 'nonsense'],
  ])('%j does not name %s', (text, url) => void expect(names(text, url)).toBe(false))

  test('any text and any address can be asked about', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (text, url) => {
        expect(typeof names(JSON.parse(text), `http://${url}`)).toBe('boolean')
      }),
    )
  })
})
