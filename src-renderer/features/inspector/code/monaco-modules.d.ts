/** What Monaco's own worker is made of; the package declares no types for it. */
declare module 'monaco-editor/languages/features/typescript/ts.worker' {
  type Model = { getValue(): string }
  export class TypeScriptWorker {
    constructor(context: unknown, data: unknown)
    _getModel(file: string): Model | null
    _getScriptText(file: string): string | undefined
  }
  export function initialize(make: (context: unknown, data: unknown) => TypeScriptWorker): void
}
declare module 'monaco-editor/languages/definitions/*/register'
