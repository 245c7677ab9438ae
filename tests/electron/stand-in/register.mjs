// node --import register.mjs out/main/desktop.js: runs the built main process with `electron` resolved to
// the stand-in beside this file. Only where Electron's own binary is not at hand.
import { registerHooks } from 'node:module'

const standIn = new URL('./electron.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main'
      ? { url: standIn, shortCircuit: true }
      : next(specifier, context),
})
