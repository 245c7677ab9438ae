// Checks every room under its own tsconfig: what a room may see of the world is decided there.
import { spawnSync } from 'node:child_process'

const ROOMS = ['src-shared', 'blocks', 'src-main', 'src-preload', 'src-renderer', 'tests', 'bench']

let failed = 0
for (const room of ROOMS) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', room],
    {
      encoding: 'utf8',
    },
  )
  if (status === 0) continue
  failed++
  process.stdout.write(`${room}\n${stdout}${stderr}`)
}
process.stdout.write(`types: ${ROOMS.length - failed} rooms passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
