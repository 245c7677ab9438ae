import type { KeptSnippet } from '#shared/contract'
import { applyEdits, type FlowDocument } from '#shared/flow'
import { acceptSnippet, type Snippet } from '#shared/snippet'
import type { Backpack } from '../store/backpack.ts'
import type { Implementer } from './implementer.ts'
import { live } from './live.ts'
import { makeBlocksUpToDate } from './migrate-flows.ts'
import type { Services } from './services.ts'

/** A name for what has only an empty one. */
const NO_NAME = 'Snippet'
const LONGEST_NAME = 200

/** Operations on the backpack. A snippet that comes in is looked at before the store sees it. */
export function backpackOperations(os: Implementer['backpack'], { store: { backpack }, packages }: Services) {
  const upToDate = makeBlocksUpToDate(packages)
  return {
    list: os.list.handler(() => backpack.list()),
    get: os.get.handler(async ({ input }) => {
      const { snippet, ...kept } = backpack.get(input.id)
      const document: FlowDocument = { format: 1, name: '', blocks: snippet.blocks, links: snippet.links }
      const { blocks } = applyEdits(document, (await upToDate(document)).edits).document
      return { ...kept, snippet: { ...snippet, blocks } }
    }),
    add: os.add.handler(({ input: { snippet, name, place = 0 } }) => {
      const good = acceptSnippet(snippet)
      return backpack.add({ snippet: good, name: name ?? nameOf(good), place })
    }),
    rename: os.rename.handler(({ input: { id, name } }) => backpack.rename(id, name)),
    move: os.move.handler(({ input: { id, place } }) => backpack.move(id, place)),
    delete: os.delete.handler(({ input }) => backpack.delete(input.id)),
    watch: os.watch.handler(({ signal }) => live(snippetsAsTheyChange(backpack), signal)),
  }
}

const nameOf = ({ blocks: [first] }: Snippet): string => first?.name.trim().slice(0, LONGEST_NAME) || NO_NAME

/** What there is now, then what there is after each change; changes that come faster than they are read are one. */
async function* snippetsAsTheyChange(backpack: Backpack): AsyncGenerator<KeptSnippet[], void, void> {
  let told = -1
  let wake = () => {}
  const end = backpack.watch(() => wake())
  try {
    for (;;) {
      if (backpack.revision() === told) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      told = backpack.revision()
      yield backpack.list()
    }
  } finally {
    end()
  }
}
