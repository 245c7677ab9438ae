/** The pages beside the editor: in the navigation, in the menu and in the list of commands. */
export const PAGES = ['flows', 'runs', 'triggers', 'templates'] as const
export const MORE_PAGES = ['secrets', 'storage', 'appearance', 'about'] as const
export type Page = (typeof PAGES | typeof MORE_PAGES)[number]
