// `npm test`: every part with a one-line summary; `npm test -- unit browser` runs parts by name.
import { check, playwright, runParts, vitest } from './parts.ts'

runParts({
  lint: check('node_modules/@biomejs/biome/bin/biome', 'check', '.'),
  types: check('tests/types.ts'),
  build: check('node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'),
  architecture: vitest('tests/architecture'),
  unit: vitest('src-shared', 'src-main', 'src-preload', 'src-renderer', 'blocks', 'templates'),
  link: vitest('tests/link'),
  'bad-input': vitest('tests/bad-input'),
  conformance: vitest('tests/conformance'),
  durability: vitest('tests/durability'),
  replay: vitest('tests/replay'),
  command: vitest('tests/command'),
  browser: playwright('browser', 'e2e'),
  electron: playwright('electron', 'electron'),
  packaging: vitest('tests/packaging'),
})
