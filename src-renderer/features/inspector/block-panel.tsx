import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { BlockDeclaration } from '#shared/block'
import type { Block } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'
import { freshOf, useFlowPreview } from '../../model/preview-store.ts'
import { useRun } from '../../model/run-store.ts'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { type Arriving, arrivingAt, sameArriving } from './arriving.ts'
import { withPreview } from './arriving-preview.ts'
import { BlockHeader, headOf } from './block-header.tsx'
import { DataPanel } from './data-panel.tsx'
import { canFail, FailureForm } from './failure-form.tsx'
import { FieldProblems } from './field-problems.tsx'
import { FieldsForm } from './fields-form.tsx'
import { InspectedContext } from './inspector-context.ts'
import { colourOfSource } from './source-colour.ts'
import { useOwnItem } from './use-own-item.ts'

type PanelTab = 'fields' | 'failure'

/** All about one block: its fields, what happens when it fails, and the data that arrives at it. */
export function BlockPanel({ id }: { id: string }) {
  const block = useFlow((flow) => flow.structure?.places.get(id)?.block)
  const declaration = block && catalog.get(block.type)
  if (!block) return null
  if (!declaration) return <UnknownBlock block={block} />
  return <KnownBlock block={block} declaration={declaration} />
}

function KnownBlock({ block, declaration }: { block: Block; declaration: BlockDeclaration }) {
  const inspected = useInspectedBlock(block, declaration)
  return (
    <InspectedContext value={inspected}>
      <BlockHeader {...headOf(block)} declaration={declaration} />
      <Parts name={block.name} declaration={declaration} />
    </InspectedContext>
  )
}

type PartsProps = { name: string; declaration: BlockDeclaration }

/** What is shown of the block itself comes by the context: a key typed into a field leaves tabs and frame as they are. */
const Parts = memo(function Parts({ name, declaration }: PartsProps) {
  const { t } = useTranslation('inspector')
  const [tab, setTab] = useState<PanelTab>('fields')
  const [scroll, setScroll] = useState<HTMLElement | null>(null)
  const fails = canFail(declaration)
  const tabs: { value: PanelTab; title: string }[] = [
    { value: 'fields', title: t('fields') },
    ...(fails ? [{ value: 'failure' as const, title: t('whenItFails') }] : []),
  ]
  return (
    <Tabs<PanelTab>
      value={tab}
      onChange={setTab}
      tabs={tabs}
      label={t('partsOf', { name })}
      className="panel-tabs"
    >
      <div ref={setScroll} className="panel-scroll">
        <TabPanel value="fields">
          <FieldsForm />
          {declaration.shape !== 'hat' && <DataPanel scroll={scroll} />}
        </TabPanel>
        {fails && (
          <TabPanel value="failure">
            <FailureForm />
          </TabPanel>
        )}
      </div>
    </Tabs>
  )
})

function useInspectedBlock(block: Block, declaration: BlockDeclaration) {
  const [visit, setVisit] = useState<number | undefined>(undefined)
  const { document, structure, problems, flowId } = useFlow(
    useShallow(({ document, structure, problems, id: flowId }) => ({
      document,
      structure,
      problems,
      flowId,
    })),
  )
  const steps = useRun((run) => run.steps)
  const summary = useRun((run) => run.summary)
  const worked = useFlowPreview((preview) => preview.blocks)
  const tried = useFlowPreview((preview) => preview.tried)
  const made = useMemo(() => {
    if (!document || !structure) throw new Error('a block was shown without its flow')
    const fresh = (id: string) => freshOf({ blocks: worked, tried }, id)?.value
    return arrivingAt(
      { document, structure, catalog, steps, summary, flowId: flowId ?? '', now: Date.now(), fresh },
      block.id,
      visit,
    )
  }, [document, structure, steps, summary, flowId, block.id, visit, worked, tried])
  const arriving = useSteady(useMemo(() => withPreview(made, block.id, worked), [made, block.id, worked]))
  const own = useOwnItem(block, declaration, arriving)
  return useMemo(
    () => ({
      ...{ block, declaration, arriving, own, setVisit },
      colourOf: colourOfSource(structure, block.id),
      problems: problems.filter((problem) => problem.block === block.id),
    }),
    [block, declaration, arriving, own, structure, problems],
  )
}

/** The object from before, as long as it says the same. */
function useSteady(made: Arriving): Arriving {
  const [held, setHeld] = useState(made)
  if (held === made || sameArriving(held, made)) return held
  setHeld(made)
  return made
}

/** A block of a type that is not installed: it can be looked at, moved and deleted. */
function UnknownBlock({ block }: { block: Block }) {
  const problems = useFlow((flow) => flow.problems).filter((problem) => problem.block === block.id)
  return (
    <>
      <BlockHeader {...headOf(block)} />
      <div className="panel-scroll panel-section">
        <FieldProblems id="unknown" problems={problems} />
        <pre className="mono panel-code">{JSON.stringify(block.config, null, 2)}</pre>
      </div>
    </>
  )
}
