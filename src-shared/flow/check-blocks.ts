import type { Problem } from '#shared/error'
import { blockNamesIn } from './block-names-in-text.ts'
import type { CheckCatalog } from './check-catalog.ts'
import { optionProblems } from './check-options.ts'
import { textsOf } from './config-texts.ts'
import type { Block, FlowDocument } from './document.ts'
import type { JsonObject } from './json.ts'
import { isForbiddenKey } from './limits.ts'
import { nearestWord } from './nearest-word.ts'
import type { Place } from './place.ts'
import type { FlowStructure } from './structure-of.ts'

/** What all blocks of one check share; suggestions are counted, since each looks through every name. */
type Check = {
  structure: FlowStructure
  catalog: CheckCatalog
  names: ReadonlyMap<string, Block>
  reached: ReadonlySet<string>
  suggestions: number
}
const MOST_SUGGESTIONS = 50

/** Problems of a flow's blocks, in the file's order. */
export function checkBlocks(
  document: FlowDocument,
  structure: FlowStructure,
  catalog: CheckCatalog,
): Problem[] {
  const names = new Map<string, Block>()
  for (const block of document.blocks) if (!names.has(block.name)) names.set(block.name, block)
  const check: Check = { structure, catalog, names, reached: reachedFromHats(structure), suggestions: 0 }
  return document.blocks.flatMap((block, index) => {
    const place = structure.places.get(block.id) as Place
    if (place.block !== block) return [duplicateId(block, place.block, index)]
    return [
      ...identity(block, index, check),
      ...typeProblems(block, place, check),
      ...soften(block, [...(place.type?.checkConfig(block) ?? []), ...optionProblems(block, place.shape)]),
      ...outsideLoop(place, check),
      ...unknownNames(block, check),
    ].map((problem) => ({ ...problem, block: block.id }))
  })
}

type Found = Omit<Problem, 'block'>
const error = (code: string, message: string, fix: string, path?: string): Found => ({
  code,
  severity: 'error',
  message,
  fix,
  ...(path !== undefined && { path }),
})

const duplicateId = (block: Block, first: Block, index: number): Problem => ({
  ...error(
    'block.duplicate-id',
    `Two blocks have the id "${block.id}": "${first.name}" and "${block.name}".`,
    'Give one of them another id, and the links that mean it too.',
    `blocks[${index}].id`,
  ),
  block: block.id,
})

function identity(block: Block, index: number, { names }: Check): Found[] {
  const found: Found[] = []
  if (!/^[A-Za-z0-9][\w-]{0,63}$/.test(block.id) || isForbiddenKey(block.id))
    found.push(
      error(
        'block.bad-id',
        `"${block.id}" cannot be the id of a block.`,
        'Use up to 64 letters, digits, - and _, beginning with a letter or digit.',
        `blocks[${index}].id`,
      ),
    )
  const path = `blocks[${index}].name`
  if (block.name.trim() === '')
    found.push(error('block.no-name', `The block "${block.id}" has no name.`, 'Give it a name.', path))
  else if (names.get(block.name) !== block)
    found.push(
      error(
        'block.duplicate-name',
        `Two blocks are called "${block.name}".`,
        'Rename one of them: expressions tell blocks apart by name.',
        path,
      ),
    )
  return found
}

function typeProblems(block: Block, { type }: Place, { catalog }: Check): Found[] {
  if (!type) return [unknownType(block, catalog)]
  if (!Number.isSafeInteger(block.version) || block.version < 1)
    return [
      error(
        'block.bad-version',
        `"${block.name}" has the version ${block.version}, and versions are whole numbers from 1.`,
        `Write ${type.version}.`,
        'version',
      ),
    ]
  if (block.version === type.version) return []
  if (block.version < type.version) return [olderVersion(block, type.version)]
  return [
    error(
      'block.newer-version',
      `"${block.name}" needs version ${block.version} of "${block.type}"; here is version ${type.version}.`,
      'Update Blockloom or the block package, or put the block in again.',
      'version',
    ),
  ]
}

/** A config of an older version means something else by now; opening the flow brings it up to date where that needs no choice. */
const olderVersion = (block: Block, now: number): Found =>
  error(
    'block.older-version',
    `"${block.name}" was made with version ${block.version} of "${block.type}", and here is version ${now}.`,
    'Open the flow, which brings it up to date, or put the block in again.',
    'version',
  )

function unknownType(block: Block, catalog: CheckCatalog): Found {
  const [similar] = catalog.similar(block.type)
  const missing = catalog.missing?.(block.type)
  const told = (message: string, fix: string) => error('block.unknown-type', message, fix, 'type')
  if (missing && !missing.installed)
    return told(
      `"${block.name}" is the block "${block.type}" of the package "${missing.package}", which is not installed.`,
      similar
        ? `Did you mean "${similar}"? If not, install "${missing.package}" with: blockloom blocks install`
        : `Install "${missing.package}" with: blockloom blocks install, or remove the block.`,
    )
  return told(
    missing
      ? `"${block.name}" is the block "${block.type}", which the installed package "${missing.package}" does not have.`
      : `"${block.name}" is a block of type "${block.type}", which is not known here.`,
    similar ? `Did you mean "${similar}"?` : 'Install the block package that has it, or remove the block.',
  )
}

/** What is disabled does not run, so it may be wrong. */
const soften = (block: Block, found: readonly Found[]): readonly Found[] =>
  block.options?.disabled ? found.map((problem) => ({ ...problem, severity: 'warning' })) : found

const LOOPS: ReadonlySet<string> = new Set(['control/repeat', 'control/for-each', 'control/while'])

function outsideLoop({ block, parent }: Place, { structure, reached }: Check): Found[] {
  if (block.type !== 'control/leave-loop' && block.type !== 'control/next-pass') return []
  if (block.options?.disabled || !reached.has(block.id)) return []
  for (let at = parent; at; at = (structure.places.get(at.block) as Place).parent)
    if (LOOPS.has((structure.places.get(at.block) as Place).block.type)) return []
  return [
    error(
      'block.outside-loop',
      `"${block.name}" stands outside a loop.`,
      'Put it inside a "repeat", "for each" or "while" block, or remove it.',
    ),
  ]
}

/** Blocks that lie about loose never run, and may be half done. */
function reachedFromHats({ places }: FlowStructure): ReadonlySet<string> {
  const reached = new Set<string>()
  const open = [...places.values()].filter(({ shape }) => shape === 'hat' || shape === undefined)
  for (let place = open.pop(); place; place = open.pop()) {
    if (reached.has(place.block.id)) continue
    reached.add(place.block.id)
    for (const links of place.linksOut.values())
      for (const { to } of links) open.push(places.get(to) as Place)
  }
  return reached
}

function unknownNames(block: Block, check: Check): Found[] {
  const found = new Map<string, Found>()
  for (const { field, name } of namesRead(block.config)) {
    const path = `config.${field}`
    if (!check.names.has(name) && !found.has(`${path} ${name}`))
      found.set(`${path} ${name}`, unknownName(block, name, path, check))
  }
  return [...found.values()]
}

type NameRead = { readonly field: string; readonly name: string }

/** By config, which is a value: a flow is checked at every key, and all but one of its blocks are as they were. */
const known = new WeakMap<JsonObject, readonly NameRead[]>()

function namesRead(config: JsonObject): readonly NameRead[] {
  const found = known.get(config)
  if (found) return found
  const names = [...textsOf(config)].flatMap(({ field, text }) =>
    blockNamesIn(text).map((name) => ({ field, name })),
  )
  known.set(config, names)
  return names
}

function unknownName(block: Block, name: string, path: string, check: Check): Found {
  const meant = check.suggestions++ < MOST_SUGGESTIONS ? nearestWord(name, check.names.keys()) : undefined
  return {
    code: 'block.unknown-name',
    severity: 'warning',
    message: `"${block.name}" reads blocks["${name}"], and no block has that name.`,
    fix: meant ? `Did you mean "${meant}"?` : 'Write the name of a block of this flow.',
    path,
  }
}
