import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { asciiScripts } from './build/ascii-scripts.ts'

const at = (path: string) => resolve(import.meta.dirname, path)

/** Monaco's own worker for types is 7 MB and never started: ours stands in its place (features/inspector/code). */
const withoutSpareWorker = {
  name: 'without-spare-worker',
  enforce: 'pre' as const,
  transform: (code: string, id: string) =>
    /monaco-editor.*typescript\/workerManager\.js$/.test(id)
      ? code.replace(/createWorker: \(\) => new Worker\(.*\),\n/, '')
      : undefined,
}

/**
 * Main and preload: what stands under `dependencies` stays outside (native and WASM files), everything
 * else is bundled, so that a start reads a handful of files (docs/decisions/0002).
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      minify: false,
      sourcemap: false,
      license: { fileName: 'licenses.md' },
      rolldownOptions: {
        input: {
          desktop: at('src-main/desktop.ts'),
          cli: at('src-main/cli.ts'),
          'store-thread': at('src-main/store/store-thread.ts'),
          worker: at('src-main/worker.ts'),
          'heavy-thread': at('src-main/heavy-thread.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
    plugins: [asciiScripts],
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { index: at('src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    build: {
      outDir: at('out/renderer'),
      minify: true,
      license: { fileName: 'licenses.md' },
      chunkSizeWarningLimit: 1500,
      rolldownOptions: { input: { index: at('src-renderer/index.html') } },
    },
    worker: { format: 'es' },
    plugins: [withoutSpareWorker, react()],
  },
})
