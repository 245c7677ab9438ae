import type { Problem } from '#shared/error'
import type { FlowDocument, Link } from './document.ts'
import { nearestWord } from './nearest-word.ts'
import type { Place } from './place.ts'
import type { FlowStructure } from './structure-of.ts'

type Found = { code: string; message: string; fix: string; end: 'from' | 'out' | 'to'; block?: string }

/** Problems of a flow's links, in the file's order. */
export function checkLinks(document: FlowDocument, structure: FlowStructure): Problem[] {
  const seen = new Set<string>()
  return document.links.flatMap((link, index) => {
    const key = JSON.stringify([link.from, link.out, link.to])
    const found = seen.has(key) ? [duplicate(link, structure)] : linkProblems(link, index, structure)
    seen.add(key)
    return found.map(({ end, ...rest }) => ({
      severity: 'error' as const,
      ...rest,
      path: `links[${index}].${end}`,
    }))
  })
}

function linkProblems(link: Link, index: number, structure: FlowStructure): Found[] {
  const from = structure.places.get(link.from)
  const to = structure.places.get(link.to)
  const found: Found[] = []
  if (!from) found.push(fromNowhere(link, index, to))
  if (!to) found.push(toNowhere(link, index, from))
  if (from?.type && ![...from.outputs, ...from.mouths].includes(link.out))
    found.push(unknownOutput(link, from))
  if (to?.shape === 'hat') found.push(intoHat(link, to))
  else if (from?.type && to && crosses(link, from, to)) found.push(crossing(from, to, structure))
  return found
}

const duplicate = (link: Link, { places }: FlowStructure): Found => ({
  code: 'link.duplicate',
  message: `"${nameOf(places, link.from)}" is linked from "${link.out}" to "${nameOf(places, link.to)}" twice.`,
  fix: 'Remove one of the two links.',
  end: 'from',
  ...(places.has(link.from) && { block: link.from }),
})

const nameOf = (places: FlowStructure['places'], id: string): string => places.get(id)?.block.name ?? id

const fromNowhere = (link: Link, index: number, to: Place | undefined): Found => ({
  code: 'link.from-nowhere',
  message: `Link ${index + 1} starts at a block "${link.from}", which does not exist.`,
  fix: 'Remove the link, or let it start at a block of this flow.',
  end: 'from',
  ...(to && { block: link.to }),
})

const toNowhere = (link: Link, index: number, from: Place | undefined): Found => ({
  code: 'link.to-nowhere',
  message: `Link ${index + 1}${from ? ` from "${from.block.name}"` : ''} leads to a block "${link.to}", which does not exist.`,
  fix: 'Remove the link, or lead it to a block of this flow.',
  end: 'to',
  ...(from && { block: link.from }),
})

function unknownOutput(link: Link, from: Place): Found {
  const all = [...from.mouths, ...from.outputs]
  const meant = nearestWord(link.out, all)
  const list = all.map((out) => `"${out}"`).join(', ')
  const branch = link.out === 'error' && (from.shape === 'stack' || from.shape === 'c')
  return {
    code: 'link.unknown-output',
    message: `"${from.block.name}" has no output "${link.out}".`,
    fix: branch
      ? 'Set what it does on an error to "branch", or remove the link.'
      : meant
        ? `Did you mean "${meant}"?`
        : all.length > 0
          ? `Link from one of its outputs: ${list}.`
          : 'Remove the link: nothing goes on from this block.',
    end: 'out',
    block: link.from,
  }
}

const intoHat = (link: Link, to: Place): Found => ({
  code: 'link.into-hat',
  message: `A link leads into "${to.block.name}", which starts the flow and has no way in.`,
  fix: 'Lead the link to the block below it, or remove it.',
  end: 'to',
  block: link.to,
})

/** Mouths hold what is inside them: a block is reached from mouths of one C-block only, or from none. */
function crosses(link: Link, from: Place, to: Place): boolean {
  const expected = from.mouths.includes(link.out) ? from.block.id : from.parent?.block
  return expected !== to.parent?.block
}

function crossing(from: Place, to: Place, { places }: FlowStructure): Found {
  const holders = holdersOf(from, places)
  const toHolder = to.parent && (places.get(to.parent.block) as Place)
  const a = `A link from "${from.block.name}"`
  const outOf = from.parent && (places.get(from.parent.block) as Place)
  const message =
    holders.has(to) || to === from
      ? `${a} leads back to "${to.block.name}", which holds it.`
      : outOf && !(toHolder && toHolder !== outOf && holdersOf(to, places).has(outOf))
        ? `${a} leads out of "${outOf.block.name}", which holds it, to "${to.block.name}".`
        : toHolder
          ? `${a} leads into "${toHolder.block.name}", to "${to.block.name}" inside it.`
          : `${a} leads to "${to.block.name}", which also stands outside of it.`
  return {
    code: 'link.crosses-mouth',
    message,
    fix: 'Link below the block that holds the others: what is inside stays inside.',
    end: 'to',
    block: from.block.id,
  }
}

function holdersOf(place: Place, places: FlowStructure['places']): ReadonlySet<Place> {
  const holders = new Set<Place>()
  for (let at = place.parent; at; ) {
    const holder = places.get(at.block) as Place
    holders.add(holder)
    at = holder.parent
  }
  return holders
}
