// `npm run bench`: every bench, one JSON line a measure; `npm run bench -- host loop` some of them.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { basename, join } from 'node:path'

const NOT_BENCHES = ['run', 'measure']
/** needs what other programs have to be installed for */
const BY_NAME_ONLY = ['compare', 'compare-editors', 'compare-webhooks']
const known = globSync('*.ts', { cwd: import.meta.dirname })
  .map((file) => basename(file, '.ts'))
  .filter((name) => !NOT_BENCHES.includes(name))
  .sort()
const chosen =
  process.argv.length > 2 ? process.argv.slice(2) : known.filter((name) => !BY_NAME_ONLY.includes(name))

const unknown = chosen.find((name) => !known.includes(name))
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}". There are: ${known.join(' ')}`)
  process.exit(2)
}
if (!existsSync(join(import.meta.dirname, '..', 'out', 'main', 'cli.js')))
  console.error('Some benches measure the built program; it is not built yet: npm run build')
for (const name of chosen) {
  console.error(`# ${name}`)
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}
