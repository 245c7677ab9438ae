import { editor } from 'monaco-editor/editor'

/** Puts the studio's own colours on Monaco, and keeps them there when the theme changes. */
export function followThemeInMonaco(): void {
  const show = () => {
    const theme = document.documentElement.dataset.theme ?? 'light'
    editor.defineTheme('blockloom', themeOf(theme))
    editor.setTheme('blockloom')
  }
  show()
  new MutationObserver(show).observe(document.documentElement, { attributeFilter: ['data-theme'] })
}

function themeOf(theme: string): editor.IStandaloneThemeData {
  const token = tokenReader()
  const base = theme === 'light' ? 'vs' : theme === 'dark' ? 'vs-dark' : 'hc-black'
  const word = (name: string, colour: string, fontStyle = '') => ({
    token: name,
    foreground: token(colour).slice(1),
    fontStyle,
  })
  return {
    base,
    inherit: true,
    rules: [
      word('', 'text'),
      word('keyword', 'accent-text'),
      word('type', 'text'),
      word('identifier', 'text'),
      word('delimiter', 'text'),
      word('string', 'ok'),
      word('number', 'warn'),
      word('regexp', 'warn'),
      word('comment', 'muted', 'italic'),
    ],
    colors: Object.fromEntries(Object.entries(COLOURS).flatMap(([place, name]) => [[place, token(name)]])),
  }
}

/** Tokens are hex values, which the build may shorten (#fff); Monaco takes them whole only. */
function tokenReader(): (name: string) => string {
  const style = getComputedStyle(document.documentElement)
  return (name) => {
    const value = style.getPropertyValue(`--${name}`).trim()
    return value.length < 6 ? value.replace(/[0-9a-f]/gi, '$&$&') : value
  }
}

const COLOURS: Readonly<Record<string, string>> = {
  'editor.background': 'panel',
  'editor.foreground': 'text',
  'editor.placeholder.foreground': 'muted',
  'editorLineNumber.foreground': 'faint',
  'editorLineNumber.activeForeground': 'text',
  'editorCursor.foreground': 'accent',
  'editor.selectionBackground': 'press',
  'editor.inactiveSelectionBackground': 'hover',
  'editor.wordHighlightBackground': 'hover',
  'editor.wordHighlightStrongBackground': 'hover',
  'editor.findMatchBackground': 'warn-soft',
  'editor.findMatchHighlightBackground': 'warn-soft',
  'editorBracketMatch.background': 'hover',
  'editorBracketMatch.border': 'line-strong',
  'editorBracketHighlight.foreground1': 'text',
  'editorBracketHighlight.foreground2': 'text',
  'editorBracketHighlight.foreground3': 'text',
  'editorError.foreground': 'danger',
  'editorWarning.foreground': 'warn',
  'editorWidget.background': 'raised',
  'editorWidget.foreground': 'text',
  'editorWidget.border': 'line-strong',
  'editorHoverWidget.background': 'raised',
  'editorHoverWidget.foreground': 'text',
  'editorHoverWidget.border': 'line-strong',
  'editorSuggestWidget.background': 'raised',
  'editorSuggestWidget.foreground': 'text',
  'editorSuggestWidget.border': 'line-strong',
  'editorSuggestWidget.selectedBackground': 'accent-soft',
  'editorSuggestWidget.selectedForeground': 'text',
  'editorSuggestWidget.selectedIconForeground': 'text',
  'editorSuggestWidget.highlightForeground': 'accent-text',
  'editorSuggestWidget.focusHighlightForeground': 'accent-text',
  'list.hoverBackground': 'hover',
  'list.hoverForeground': 'text',
  'list.focusBackground': 'accent-soft',
  'list.focusForeground': 'text',
  'input.background': 'panel',
  'input.foreground': 'text',
  'input.border': 'line-strong',
  'scrollbarSlider.background': 'press',
  'scrollbarSlider.hoverBackground': 'line-strong',
  'scrollbarSlider.activeBackground': 'line-strong',
  'editorOverviewRuler.border': 'panel',
  'editorIndentGuide.background1': 'line',
  'editorIndentGuide.activeBackground1': 'line-strong',
  focusBorder: 'accent',
  'textLink.foreground': 'accent-text',
}
