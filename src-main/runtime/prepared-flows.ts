import { checkCatalogOf } from '#shared/block'
import { AppError, sayProblem } from '#shared/error'
import { type CheckCatalog, checkFlow, type FlowDocument } from '#shared/flow'
import { type Making, type PreparedFlow, prepareFlow } from './prepared-flow.ts'

/** Versions kept ready to be run. */
const KEPT = 100

/** Versions of flows, checked and made ready once for all their runs; the ones used last are kept. */
export class PreparedFlows {
  readonly #making: Making
  readonly #checks: CheckCatalog
  readonly #known = new Map<string, PreparedFlow>()
  #revision = 0

  constructor(making: Making) {
    this.#making = making
    this.#checks = checkCatalogOf(making.catalog)
  }

  /** @throws AppError `flow.has-problems` with `details.problems` */
  get(versionId: string, document: FlowDocument): PreparedFlow {
    this.#forgetChanged()
    const known = this.#known.get(versionId) ?? this.#prepare(document)
    this.#known.delete(versionId)
    this.#known.set(versionId, known)
    if (this.#known.size > KEPT) this.#known.delete(this.#known.keys().next().value as string)
    return known
  }

  /** A version that is ready already: its document need not be read. */
  known(versionId: string): PreparedFlow | undefined {
    this.#forgetChanged()
    return this.#known.get(versionId)
  }

  /** Blocks came or went: what was made ready with the ones before is made again. Runs under way keep what they have. */
  #forgetChanged(): void {
    const revision = this.#making.revision?.() ?? 0
    if (revision === this.#revision) return
    this.#revision = revision
    this.#known.clear()
  }

  #prepare(document: FlowDocument): PreparedFlow {
    const problems = checkFlow(document, this.#checks).filter((problem) => problem.severity === 'error')
    if (problems.length > 0) throw hasProblems(document, problems)
    return prepareFlow(document, this.#making)
  }
}

/** Whoever reads it has no canvas before them: each problem names its block. */
function hasProblems(document: FlowDocument, found: ReturnType<typeof checkFlow>): AppError {
  const problems = found.map((one) => ({ ...one, message: sayProblem(one, document.blocks) }))
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return new AppError({
    code: 'flow.has-problems',
    message: `"${document.name}" cannot run: ${problems[0]?.message ?? ''}${more}`,
    fix: problems[0]?.fix ?? 'Mend its problems first.',
    details: { problems },
  })
}
