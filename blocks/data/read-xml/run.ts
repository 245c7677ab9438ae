import { implement } from '#shared/block'
import { nameOfText, textPieces } from '#shared/text'
import { readXml } from './block.ts'

export const run = implement(readXml, async (config, ctx) => {
  const what = nameOfText(config)
  // loaded when it is first needed: a start should not wait for it
  const [{ XmlReading }, { encodingOf }] = await Promise.all([
    import('./xml-reading.ts'),
    import('#shared/xml'),
  ])
  const reading = new XmlReading({ what, only: config.only ?? '', lists: config.lists ?? [] })
  for await (const piece of textPieces(config, encodingOf, ctx, decoderOf)) {
    reading.push(piece)
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return { next: reading.end() }
})

const decoderOf = (label: string) => new TextDecoder(label, { fatal: true, ignoreBOM: true })
