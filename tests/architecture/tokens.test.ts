import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CATEGORIES } from '#shared/block'

const UI = join(import.meta.dirname, '../../src-renderer/ui')
const css = readFileSync(join(UI, 'tokens.css'), 'utf8')
const THEMES = ['light', 'dark', 'contrast'] as const

/** The tokens of one theme, by name. */
function tokensOf(theme: string): Map<string, string> {
  const from = css.indexOf(`[data-theme="${theme}"] {`)
  const block = css.slice(from, css.indexOf('\n}', from))
  return new Map(
    [...block.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

/** Relative luminance, 0 to 1: WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** 1 to 21: WCAG 2.2, "contrast ratio". */
function contrast(some: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(some), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** Words and the grounds they stand on. */
const WORDS = {
  text: ['panel', 'canvas', 'raised', 'hover', 'sunk', 'accent-soft', 'ok-soft', 'warn-soft', 'danger-soft'],
  muted: ['panel', 'canvas', 'raised', 'hover', 'sunk', 'accent-soft', 'ok-soft', 'warn-soft'],
  faint: ['panel', 'canvas'],
  'on-accent': ['accent', 'accent-hover'],
  'accent-text': ['panel', 'accent-soft'],
  ok: ['panel', 'ok-soft'],
  warn: ['panel', 'warn-soft'],
  danger: ['panel', 'danger-soft'],
  'field-ink': ['field', 'field-sunk'],
  'field-muted': ['field'],
}
/** Lines and marks that have to be seen to know what is what. */
const SHAPES = {
  'line-strong': ['panel'],
  accent: ['canvas', 'panel'],
  wire: ['canvas'],
  'glow-edge': ['canvas'],
  danger: ['canvas'],
  ok: ['canvas'],
}
const COLOURS = [...CATEGORIES, 'my']

describe.each(THEMES)('the colours of %s', (theme) => {
  const tokens = tokensOf(theme)
  const ratio = (a: string, b: string) => {
    const [some, other] = [tokens.get(a), tokens.get(b)]
    if (!some || !other) throw new Error(`${theme} has no --${some ? b : a}`)
    return contrast(some, other)
  }
  const pairs = (of: Record<string, string[]>) =>
    Object.entries(of).flatMap(([on, grounds]) => grounds.map((ground) => [on, ground] as const))

  test.each(pairs(WORDS))('words: %s on %s is 4.5 or more', (word, ground) => {
    expect(ratio(word, ground)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(pairs(SHAPES))('shapes: %s on %s is 3 or more', (shape, ground) => {
    expect(ratio(shape, ground)).toBeGreaterThanOrEqual(3)
  })

  test.each(COLOURS)('blocks: %s is read and seen', (colour) => {
    expect(ratio('block-ink', `cat-${colour}-fill`)).toBeGreaterThanOrEqual(4.5)
    expect(ratio('block-ink', `cat-${colour}-inner`)).toBeGreaterThanOrEqual(4.5)
    // in high contrast the pale block itself stands out from the black ground
    const outline = theme === 'contrast' ? 'fill' : 'edge'
    expect(ratio(`cat-${colour}-${outline}`, 'canvas')).toBeGreaterThanOrEqual(3)
  })

  test('are those of the other themes', () => {
    const light = tokensOf('light')
    expect([...tokens.keys()].filter((name) => !light.has(name))).toEqual([])
    const colours = [...light].filter(([, value]) => value.startsWith('#')).map(([name]) => name)
    expect(colours.filter((name) => !tokens.has(name))).toEqual([])
  })
})

test('no other style sheet holds a colour of its own', () => {
  const root = join(UI, '..')
  const sheets = globSync('**/*.css', { cwd: root }).filter((sheet) => !sheet.endsWith('tokens.css'))
  expect(sheets.length).toBeGreaterThan(20)
  const own = sheets.flatMap((sheet) =>
    [...readFileSync(join(root, sheet), 'utf8').matchAll(/:[^;{}]*?(#[0-9a-f]{3,8})\b/gi)].map(
      ([, hex]) => `${sheet}: ${hex}`,
    ),
  )
  expect(own).toEqual([])
})
