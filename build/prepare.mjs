// Runs after `npm ci` and `npm install` in a clone: builds the app and makes `npx blockloom` work there.
// Says in one line why it does nothing, where it can do nothing; an install never fails because of it.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
const launcher = join(root, 'src-main', 'launch.cjs')
const bin = join(root, 'node_modules', '.bin')

function build() {
  if (!existsSync(builder)) {
    const built = existsSync(join(root, 'out', 'main', 'cli.js'))
    console.log(
      `blockloom: the build tools are not installed${built ? '; what was built before stays.' : ', so nothing was built.'}`,
    )
    return
  }
  if (Number(process.versions.node.split('.')[0]) < 22) {
    console.error(`blockloom: building needs Node.js 22 or newer, this is ${process.version}.`)
    process.exit(1)
  }
  const done = spawnSync(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

function linkCommand() {
  if (!existsSync(join(root, 'node_modules'))) return
  mkdirSync(bin, { recursive: true })
  if (process.platform === 'win32') {
    const from = relative(bin, launcher)
    writeFileSync(join(bin, 'blockloom.cmd'), `@node "%~dp0\\${from}" %*\r\n`)
    return
  }
  rmSync(join(bin, 'blockloom'), { force: true })
  chmodSync(launcher, 0o755)
  symlinkSync(relative(bin, launcher), join(bin, 'blockloom'))
}

build()
linkCommand()
