import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createEvaluator, type EvaluatorOptions, type ExpressionScope } from '#shared/expression'

const wasmPath = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm')

/** The bytes of the sandbox, as every host has to bring them. */
export const readWasm = async (): Promise<Uint8Array> => readFileSync(wasmPath)

/** An evaluator with its sandbox loaded, on the real clock. */
export async function openEvaluator(options: Partial<EvaluatorOptions> = {}) {
  const evaluator = await createEvaluator({
    loadWasm: readWasm,
    deadline: () => performance.now(),
    ...options,
  })
  await evaluator.ready()
  return evaluator
}

/** A scope over plain values, with a clock and dice that never move: 23:30 UTC, the next day in Berlin. */
export function scopeOf(roots: Record<string, unknown>): ExpressionScope {
  return {
    root: (name) => roots[name],
    now: () => Date.UTC(2026, 10, 23, 23, 30),
    random: () => 0.25,
    uuid: () => '00000000-0000-4000-8000-000000000001',
    zone: 'Europe/Berlin',
  }
}
