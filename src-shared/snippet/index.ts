export { acceptSnippet, LARGEST_SNIPPET, type Snippet } from './snippet.ts'
