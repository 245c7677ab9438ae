/**
 * Who may import whom: the table of the architecture page. `own`: folders of ours, as path prefixes;
 * `packages`: npm packages and Node's modules. A room is the longest prefix that fits a file.
 */
export type Room = { own: string[]; packages: string[] | 'any' }

const PURE = [
  'zod',
  'acorn',
  'content-disposition',
  'semver',
  'croner',

  'luxon',
  'saxes',
  '@jitl/quickjs-wasmfile-release-sync',
  '@orpc/contract',
]
const NODE = ['node:']

export const ROOMS: Record<string, Room> = {
  'src-shared/error/': { own: ['src-shared/error/'], packages: [] },
  'src-shared/': { own: ['src-shared/'], packages: PURE },
  'src-shared/contract/': { own: ['src-shared/'], packages: [...PURE, '@orpc/'] },
  'blocks/': { own: ['blocks/', 'src-shared/'], packages: [] },
  'src-main/runtime/': { own: ['src-main/runtime/', 'src-shared/'], packages: [] },
  'src-main/store/': {
    own: ['src-main/store/', 'src-main/runtime/ports.ts', 'src-shared/'],
    packages: [...NODE, 'better-sqlite3', 'kysely'],
  },
  'src-main/world/': {
    own: ['src-main/world/', 'src-main/runtime/ports.ts', 'src-shared/'],
    packages: [
      ...NODE,
      'picomatch',
      'env-paths',
      'ipaddr.js',
      'yauzl',
      '@jitl/quickjs-wasmfile-release-sync',
    ],
  },
  'src-main/workers/': {
    own: ['src-main/workers/', 'src-main/runtime/ports.ts', 'src-shared/'],
    packages: [...NODE, 'amaro'],
  },
  'src-main/packages/': {
    own: ['src-main/packages/', 'src-main/workers/', 'src-main/world/', 'src-shared/'],
    packages: [...NODE, 'picomatch', 'blockloom'],
  },
  'src-main/triggers/': {
    own: ['src-main/triggers/', 'src-main/runtime/ports.ts', 'src-shared/'],
    packages: [...NODE, 'tinyqueue', '@fastify/busboy', '@cfworker/json-schema', 'chokidar', 'picomatch'],
  },
  'src-main/api/': {
    own: [
      'src-main/api/',
      'src-main/runtime/',
      'src-main/store/',
      'src-main/triggers/',
      'src-main/packages/',
      'src-main/workers/what-holds.ts',
      'src-shared/',
      'blocks/catalog.ts',
    ],
    packages: [...NODE, '@orpc/', 'zod'],
  },
  'src-main/server/': {
    own: ['src-main/server/', 'src-main/api/', 'src-main/compose.ts', 'src-shared/'],
    packages: [...NODE, '@orpc/', 'ws', 'zod'],
  },
  'src-main/desktop/': {
    own: ['src-main/desktop/', 'src-main/api/', 'src-main/compose.ts', 'src-shared/'],
    packages: [...NODE, 'electron', 'i18next'],
  },
  'src-main/commands/': {
    own: [
      'src-main/commands/',
      'src-main/api/',
      'src-main/packages/workshop.ts',
      'src-main/compose.ts',
      'src-shared/',
    ],
    packages: [...NODE, 'commander', '@orpc/client'],
  },
  'src-main/': { own: ['src-main/', 'src-shared/', 'blocks/'], packages: 'any' },
  'src-preload/': { own: ['src-preload/', 'src-shared/'], packages: ['electron'] },
  'src-renderer/link/': { own: ['src-renderer/link/', 'src-shared/'], packages: ['@orpc/', 'zustand'] },
  'src-renderer/model/': {
    own: ['src-renderer/model/', 'src-renderer/link/', 'src-shared/', 'blocks/catalog.ts'],
    packages: ['zustand', 'react', '@jitl/quickjs-wasmfile-release-sync'],
  },
  'src-renderer/ui/': {
    own: ['src-renderer/ui/', 'src-shared/', 'blocks/catalog.ts', 'blocks/'],
    packages: 'any',
  },
  'src-renderer/features/': {
    own: [
      'src-renderer/model/',
      'src-renderer/ui/',
      'src-renderer/link/',
      'src-shared/',
      'blocks/catalog.ts',
    ],
    packages: 'any',
  },
  'src-renderer/app/': { own: ['src-renderer/', 'src-shared/', 'blocks/catalog.ts'], packages: 'any' },
  'src-renderer/': { own: ['src-renderer/', 'src-shared/'], packages: 'any' },
}

/** `src-renderer/features/canvas/x.ts` may also import its own feature, never another. */
export function roomOf(file: string): { name: string; room: Room } {
  const name = Object.keys(ROOMS)
    .filter((prefix) => file.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0]
  if (!name) throw new Error(`${file} stands in no room`)
  const room = ROOMS[name] as Room
  const feature = /^src-renderer\/features\/[^/]+\//.exec(file)?.[0]
  const block = /^blocks\/[^/]+\/[^/]+\//.exec(file)?.[0]
  if (feature) return { name: feature, room: { ...room, own: [...room.own, feature] } }
  if (block && file.endsWith('/block.ts'))
    return { name, room: { own: [block, 'src-shared/block/', 'src-shared/flow/'], packages: [] } }
  if (block) return { name, room: { own: [block, 'src-shared/'], packages: 'any' } }
  return { name, room }
}
