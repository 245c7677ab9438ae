import { useEffect, useRef } from 'react'
import { declareForCode, editor, KeyCode, MarkerSeverity, Uri } from './monaco.ts'

/** Where the last run failed in this code, both counted from 1. */
export type CodeFault = { line: number; column: number; message: string }

export type CodeEditorProps = {
  value: string
  onChange(text: string): void
  language: 'javascript' | 'typescript' | 'sql'
  /** declarations of what the code is given */
  library: string
  fault: CodeFault | null
  label: string
  placeholder?: string
  /** fills the place it is given; else it grows with the code between a few lines and many */
  large: boolean
  /** begins with the keyboard */
  focused: boolean
  onFocus(focused: boolean): void
  /** Escape: the keyboard leaves the code */
  onLeave(): void
}

const LINE = 18
const FEWEST = 4
const MOST = 14
const PADDING = 6
const ENDINGS = { javascript: 'js', typescript: 'ts', sql: 'sql' } as const

let made = 0

/** Monaco on the text of a field. */
export function CodeEditor(props: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const held = useRef<editor.IStandaloneCodeEditor | null>(null)
  const now = useRef(props)
  now.current = props
  const { value, language, library, fault, large, label, placeholder } = props

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what changes goes into it below
  useEffect(() => {
    if (!place.current) return
    const made = makeEditor(place.current, now)
    held.current = made
    return () => {
      held.current = null
      made.getModel()?.dispose()
      made.dispose()
    }
  }, [language, large])

  useEffect(() => declareForCode(library), [library])
  useEffect(() => {
    held.current?.updateOptions({ ariaLabel: label, placeholder })
  }, [label, placeholder])
  useEffect(() => {
    const model = held.current?.getModel()
    // typed here, it is there already; from elsewhere (undo, another window), it takes the place of all
    if (model && model.getValue() !== value) model.setValue(value)
  }, [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new editor has no marks yet
  useEffect(() => {
    const model = held.current?.getModel()
    if (model) editor.setModelMarkers(model, 'last run', fault ? [markerAt(model, fault)] : [])
  }, [fault, language, large])

  return <div ref={place} className={`code-editor ${large ? 'code-editor-large' : ''}`} />
}

function makeEditor(place: HTMLElement, now: { current: CodeEditorProps }): editor.IStandaloneCodeEditor {
  const { value, language, large, focused, label, placeholder } = now.current
  made += 1
  const uri = Uri.parse(`file:///code-${made}.${ENDINGS[language]}`)
  const code = editor.create(place, {
    ...OPTIONS,
    model: editor.createModel(value, language, uri),
    ariaLabel: label,
    placeholder,
    fontFamily: getComputedStyle(place).getPropertyValue('--font-mono'),
    lineNumbersMinChars: large ? 3 : 2,
  })
  const resize = () => {
    const lines = Math.round((code.getContentHeight() - 2 * PADDING) / LINE)
    const shown = Math.min(MOST, Math.max(FEWEST, lines))
    place.style.height = `${shown * LINE + 2 * PADDING}px`
  }
  if (!large) {
    code.onDidContentSizeChange(resize)
    resize()
  }
  code.onDidChangeModelContent(() => now.current.onChange(code.getValue()))
  code.onDidFocusEditorWidget(() => now.current.onFocus(true))
  code.onDidBlurEditorWidget(() => now.current.onFocus(false))
  // what is open inside the code is closed first
  code.addCommand(
    KeyCode.Escape,
    () => now.current.onLeave(),
    '!suggestWidgetVisible && !findWidgetVisible && !parameterHintsVisible && !inSnippetMode && !editorHasMultipleSelections && !markersNavigationVisible',
  )
  if (focused) code.focus()
  return code
}

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  theme: 'blockloom',
  automaticLayout: true,
  minimap: { enabled: false },
  folding: false,
  glyphMargin: false,
  lineDecorationsWidth: 8,
  scrollBeyondLastLine: false,
  overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true,
  renderLineHighlight: 'none',
  fontSize: 12,
  lineHeight: LINE,
  fontLigatures: false,
  tabSize: 2,
  wordWrap: 'on',
  padding: { top: PADDING, bottom: PADDING },
  scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 8, horizontalScrollbarSize: 8 },
  // lists and hints may be larger than the field
  fixedOverflowWidgets: true,
  contextmenu: false,
  // faded words could not be read; what is never reached is told by its own hint
  showUnused: false,
  bracketPairColorization: { enabled: false },
  guides: { indentation: false },
  unicodeHighlight: { ambiguousCharacters: false },
}

function markerAt(model: editor.ITextModel, { line, column, message }: CodeFault): editor.IMarkerData {
  const row = Math.min(Math.max(line, 1), model.getLineCount())
  const word = model.getWordAtPosition({ lineNumber: row, column })
  return {
    severity: MarkerSeverity.Error,
    message,
    startLineNumber: row,
    startColumn: word?.startColumn ?? column,
    endLineNumber: row,
    endColumn: word?.endColumn ?? column + 1,
  }
}
