import type { BlockCatalog } from '#shared/block'
import type { Block, FlowStructure } from '#shared/flow'
import { refuse } from './refuse.ts'

const LOOPS: ReadonlySet<string> = new Set(['control/repeat', 'control/for-each', 'control/while'])
export const isLoop = (type: string): boolean => LOOPS.has(type)

/** Refuses blocks that mean something else in a flow of their own. */
export function refuseWhatStays(
  structure: FlowStructure,
  ids: ReadonlySet<string>,
  catalog: BlockCatalog,
): void {
  for (const { block } of structure.places.values())
    if (ids.has(block.id)) refuseOne(block, structure, ids, catalog)
}

function refuseOne(
  block: Block,
  structure: FlowStructure,
  ids: ReadonlySet<string>,
  catalog: BlockCatalog,
): void {
  const say = (what: string, message: string, fix: string) => refuse(what, message, fix, block.id)
  const declaration = catalog.get(block.type)
  if (!declaration)
    say('unknown', `Nothing is known of "${block.name}": its package is not here.`, 'Install it first.')
  if (declaration?.shape === 'hat')
    say('hat', `"${block.name}" starts the flow.`, 'Choose only blocks below it.')
  switch (block.type) {
    case 'control/return':
      say('return', `"${block.name}" ends the whole flow.`, 'Leave it outside of what you choose.')
      break
    case 'control/leave-loop':
    case 'control/next-pass':
      if (!isInLoop(block.id, structure, ids))
        say(
          'leaves-loop',
          `"${block.name}" is about a loop that is not in what you chose.`,
          'Choose the whole loop, or leave this block outside.',
        )
      break
    case 'control/join':
      if (
        !structure.places.get(block.id)?.parent ||
        !ids.has(structure.places.get(block.id)?.parent?.block ?? '')
      )
        say('join', `"${block.name}" waits for others of this flow.`, 'Leave it outside of what you choose.')
      break
    case 'web/respond':
      say('respond', `"${block.name}" answers who called this flow.`, 'Leave it outside of what you choose.')
      break
    case 'data/only-new':
      say(
        'remembers',
        `"${block.name}" remembers what it saw in this flow.`,
        'Leave it outside of what you choose.',
      )
  }
}

function isInLoop(id: string, { places }: FlowStructure, ids: ReadonlySet<string>): boolean {
  for (let up = places.get(id)?.parent; up && ids.has(up.block); up = places.get(up.block)?.parent)
    if (isLoop(places.get(up.block)?.block.type ?? '')) return true
  return false
}
