import { initialize, TypeScriptWorker } from 'monaco-editor/languages/features/typescript/ts.worker'
import { before, movedBack, wrapped } from './wrapped-code.ts'

/** Monaco's language service, which sees the code of a block as the body of its function. */
class CodeWorker extends TypeScriptWorker {
  override _getScriptText(file: string): string | undefined {
    const text = super._getScriptText(file)
    return text !== undefined && this._getModel(file) ? wrapped(file, text) : text
  }
}

/** Questions, and which of their arguments are places in the code. */
const PLACES: Readonly<Record<string, readonly number[]>> = {
  getSyntacticDiagnostics: [],
  getSemanticDiagnostics: [],
  getSuggestionDiagnostics: [],
  getCompletionsAtPosition: [1],
  getCompletionEntryDetails: [1],
  getSignatureHelpItems: [1],
  getQuickInfoAtPosition: [1],
  getDocumentHighlights: [1],
  getDefinitionAtPosition: [1],
  getReferencesAtPosition: [1],
}

type Answer = (this: CodeWorker, file: string, ...rest: unknown[]) => Promise<unknown>
const asked = CodeWorker.prototype as unknown as Record<string, Answer>
for (const [name, places] of Object.entries(PLACES)) {
  const answer = asked[name] as Answer
  asked[name] = async function (file, ...rest) {
    const code = this._getModel(file)?.getValue()
    if (code === undefined) return answer.call(this, file, ...rest)
    const by = before(file).length
    const moved = rest.map((one, i) => (places.includes(i + 1) ? Number(one) + by : one))
    return movedBack(await answer.call(this, file, ...moved), file, code)
  }
}

// as Monaco's own worker begins: the first message asks for the worker to be made
self.onmessage = () => initialize((context, data) => new CodeWorker(context, data))
