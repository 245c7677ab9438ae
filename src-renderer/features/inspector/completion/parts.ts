/** All that completion needs: it comes with the first field that somebody writes into. */
export { knownHere } from './known-here.ts'
export { accept, suggestAt } from './suggest.ts'
export { SuggestList } from './suggest-list.tsx'
