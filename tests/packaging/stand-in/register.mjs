// node --import register.mjs .../app.asar/out/main/cli.js: plain Node reads app.asar as Electron does.
import { readIntoArchives } from './asar-fs.ts'
import { loadFromArchives } from './asar-modules.ts'

readIntoArchives()
loadFromArchives()
