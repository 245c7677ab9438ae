import type { PreviewedBlock } from '#shared/contract'
import type { Arriving } from './arriving.ts'

/** What arrives, with what was worked out since the run in place of what is older. */
export function withPreview(
  arriving: Arriving,
  id: string,
  worked: Readonly<Record<string, PreviewedBlock>>,
): Arriving {
  // an earlier step that somebody looks at stays as it was
  const own = arriving.at === arriving.of ? worked[id]?.input : undefined
  const blocks = arriving.blocks.map((each) => {
    const fresh = worked[each.block.id]
    return fresh?.value !== undefined && fresh.from !== 'run' ? { ...each, value: fresh.value } : each
  })
  const same = blocks.every((each, i) => each === arriving.blocks[i])
  if (own === undefined && same) return arriving
  // what is sent into a pass is its item
  const isItem = arriving.item !== undefined && arriving.item === arriving.input
  return {
    ...arriving,
    ...(!same && { blocks }),
    ...(own !== undefined && { input: own, ...(isItem && { item: own }) }),
  }
}
