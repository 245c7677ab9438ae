import { checkCatalogOf } from '#shared/block'
import { AppError } from '#shared/error'
import { type CheckCatalog, checkFlow, type FlowDocument } from '#shared/flow'
import { type Making, type PreparedFlow, prepareFlow } from './prepared-flow.ts'

/** Versions kept ready to be run. */
const KEPT = 100

/** Versions of flows, checked and made ready once for all their runs; the ones used last are kept. */
export class PreparedFlows {
  readonly #making: Making
  readonly #checks: CheckCatalog
  readonly #known = new Map<string, PreparedFlow>()

  constructor(making: Making) {
    this.#making = making
    this.#checks = checkCatalogOf(making.catalog)
  }

  /** @throws AppError `flow.has-problems` with `details.problems` */
  get(versionId: string, document: FlowDocument): PreparedFlow {
    const known = this.#known.get(versionId) ?? this.#prepare(document)
    this.#known.delete(versionId)
    this.#known.set(versionId, known)
    if (this.#known.size > KEPT) this.#known.delete(this.#known.keys().next().value as string)
    return known
  }

  #prepare(document: FlowDocument): PreparedFlow {
    const problems = checkFlow(document, this.#checks).filter((problem) => problem.severity === 'error')
    if (problems.length > 0) throw hasProblems(document, problems)
    return prepareFlow(document, this.#making)
  }
}

const hasProblems = (document: FlowDocument, problems: ReturnType<typeof checkFlow>): AppError =>
  new AppError({
    code: 'flow.has-problems',
    message: `"${document.name}" cannot run: ${problems[0]?.message ?? ''}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}`,
    fix: problems[0]?.fix ?? 'Mend its problems first.',
    details: { problems },
  })
