import { useEffect, useState } from 'react'
import type { BlockDeclaration } from '#shared/block'
import type { Block } from '#shared/flow'
import { pageEvaluator } from '../../model/expressions.ts'
import type { Arriving } from './arriving.ts'
import { type FirstItem, firstItemOf } from './first-item.ts'
import { scopeOf } from './use-preview.ts'

/** The first item of a block's own list, for its fields that are looked at for each item: worked out when it changes. */
export function useOwnItem(
  block: Block,
  declaration: BlockDeclaration,
  arriving: Arriving,
): FirstItem | undefined {
  const [own, setOwn] = useState<FirstItem | undefined>(undefined)
  const each = Object.values(declaration.fields).some((field) => field.perItem)
  const list = block.config.list
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the config the list alone is read
  useEffect(() => {
    if (!each) return setOwn(undefined)
    let current = true
    pageEvaluator()
      .then((evaluator) => firstItemOf(evaluator, declaration, block.config, scopeOf(arriving)))
      .then((found) => current && setOwn(found))
      .catch((error) => console.error(error))
    return () => {
      current = false
    }
  }, [each, declaration, list, arriving])
  return own
}
