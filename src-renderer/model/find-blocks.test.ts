import { describe, expect, test } from 'vitest'
import { defineBlock, field } from '#shared/block'
import { findBlocks } from './find-blocks.ts'

const block = (type: string, title: string, keywords: string[], sentence = title) =>
  defineBlock({
    type,
    version: 1,
    category: 'web',
    shape: 'stack',
    effect: 'pure',
    title,
    sentence,
    summary: `Does ${title.toLowerCase()}.`,
    keywords,
    fields: { url: field.url({ title: 'Address' }) },
    outputs: { next: { title: 'out' } },
    examples: [],
  })

const ask = block('web/request', 'Web request', ['http', 'api', 'download', 'café'], 'ask {url}')
const move = block('files/move', 'Move a file', ['rename', 'sort'])
const download = block('files/download', 'Download', ['web'])
const all = [ask, move, download]
const found = (text: string) => findBlocks(all, text).map((declaration) => declaration.type)

describe('searching blocks', () => {
  test('gives all of them for nothing', () => {
    expect(found('  ')).toEqual(all.map((declaration) => declaration.type))
  })
  test('finds a block by a synonym', () => {
    expect(found('http')).toEqual(['web/request'])
    expect(found('rename')).toEqual(['files/move'])
  })
  test('puts a title before a synonym', () => {
    expect(found('download')).toEqual(['files/download', 'web/request'])
  })
  test('puts the block whose first synonym it is before others, and hats last', () => {
    const hook = { ...block('start/webhook', 'Webhook', ['http']), shape: 'hat' as const }
    const respond = block('web/respond', 'Respond', ['answer', 'http'])
    expect(findBlocks([hook, respond, ask], 'http').map(({ type }) => type)).toEqual([
      'web/request',
      'start/webhook',
      'web/respond',
    ])
  })
  test('wants every word, and takes beginnings of words', () => {
    expect(found('move fi')).toEqual(['files/move'])
    expect(found('download http')).toEqual(['web/request'])
  })
  test('understands a wish in plain words', () => {
    expect(found('move the files')).toEqual(['files/move'])
    expect(found('I want to rename all my pictures')).toEqual(['files/move'])
    expect(found('xylophone of the')).toEqual([])
    expect(found('no such thing')).toEqual([])
  })
  test('minds neither case nor accents', () => {
    expect(found('CAFE')).toEqual(['web/request'])
  })
  test('does not find the inside of a word', () => {
    expect(found('ove')).toEqual([])
  })
})
