import { createEvaluator, type Evaluator } from '#shared/expression'

/** The bytes of the sandbox, an asset of the page. */
async function loadWasm(): Promise<ArrayBuffer> {
  const { default: url } = await import('@jitl/quickjs-wasmfile-release-sync/wasm?url')
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`the sandbox could not be loaded: ${answer.status}`)
  return answer.arrayBuffer()
}

let made: Promise<Evaluator> | null = null

/**
 * The page's evaluator: the engine's own code, so that a preview shows what a run will do. Making it loads
 * nothing; `ready()` does, and is only called when an expression needs more than a path.
 */
export function pageEvaluator(): Promise<Evaluator> {
  made ??= createEvaluator({ loadWasm, deadline: () => performance.now() })
  return made
}
