import type { FlowDocument } from '#shared/flow'
import type { Hat } from './trigger-runner.ts'

/** Hats that no trigger stands behind: a person or another flow starts them. */
const BY_HAND = new Set(['start/manual', 'start/called'])

/** The triggers of a version, in the order of its blocks; those that are switched off in it are none. */
export const hatsIn = (document: FlowDocument, version: { flowId: string; versionId: string }): Hat[] =>
  document.blocks
    .filter(({ type, options }) => type.startsWith('start/') && !BY_HAND.has(type) && !options?.disabled)
    .map(({ id, type, name, config }) => ({
      ...{ flowId: version.flowId, versionId: version.versionId, block: id, type, written: config },
      ...{ flowName: document.name, blockName: name },
    }))
