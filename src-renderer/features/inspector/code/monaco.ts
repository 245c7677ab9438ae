/** Monaco with what a block's code needs, and nothing else. Loaded when a code field is first shown. */
import { editor, KeyCode, KeyMod } from 'monaco-editor/editor'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
// all of them: the language service brings them along, and what comes after the first editor finds no services
import 'monaco-editor/features/register.all'
import 'monaco-editor/languages/definitions/javascript/register'
import 'monaco-editor/languages/definitions/sql/register'
import 'monaco-editor/languages/definitions/typescript/register'
import {
  javascriptDefaults,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register'
import CodeWorker from './code.worker.ts?worker'
import { followThemeInMonaco } from './monaco-theme.ts'

self.MonacoEnvironment = {
  getWorker: (_, label) =>
    label === 'typescript' || label === 'javascript' ? new CodeWorker() : new EditorWorker(),
}

const LIBRARY = 'file:///blockloom.d.ts'
for (const defaults of [javascriptDefaults, typescriptDefaults]) {
  defaults.setCompilerOptions({
    target: ScriptTarget.ESNext,
    // what Node and a worker have in common: fetch, URL, console; no window and no document
    lib: ['lib.esnext.d.ts', 'lib.webworker.d.ts'],
    module: 99,
    allowNonTsExtensions: true,
    allowJs: true,
    strict: true,
    noImplicitAny: false,
  })
  defaults.setModeConfiguration({
    completionItems: true,
    hovers: true,
    definitions: true,
    documentHighlights: true,
    references: true,
    diagnostics: true,
    signatureHelp: true,
  })
}
// these belong to the studio
for (const keybinding of [KeyMod.CtrlCmd | KeyCode.Enter, KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.Enter])
  editor.addKeybindingRule({ keybinding, command: null })
followThemeInMonaco()

let held = ''

/** What `input` and `ctx` are, from now on. */
export function declareForCode(content: string): void {
  if (content === held) return
  held = content
  for (const defaults of [javascriptDefaults, typescriptDefaults])
    defaults.setExtraLibs([{ content, filePath: LIBRARY }])
}

export { editor, KeyCode, MarkerSeverity, Uri } from 'monaco-editor/editor'
