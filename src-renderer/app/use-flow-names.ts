import { useEffect } from 'react'
import { catalog } from '#blocks/catalog'
import type { FlowDocument } from '#shared/flow'
import { client } from '../link/client.ts'
import { useFlow } from '../model/flow-store.ts'
import { nameFlows } from '../ui/block-art/flow-names.ts'

const MOST_FLOWS = 500

/** Where a block names another flow, it is shown by its name: what is stored is its id. */
export function useFlowNames(): void {
  const wanted = useFlow(({ document }) => document !== null && namesFlows(document))
  useEffect(() => {
    if (!wanted) return
    // without names the ids stand there, which is no reason to trouble anybody
    client.flows.list({ limit: MOST_FLOWS }).then(
      ({ items }) => nameFlows(items),
      () => {},
    )
  }, [wanted])
}

const namesFlows = ({ blocks }: FlowDocument): boolean =>
  blocks.some(({ type, config }) =>
    Object.entries(catalog.get(type)?.fields ?? {}).some(
      ([key, { kind, of }]) =>
        (kind === 'flow' && typeof config[key] === 'string') || (of === 'flow' && config[key]),
    ),
  )
