// `npm run bench`: every bench, one JSON line a measure; `npm run bench -- host` one of them.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { basename, join } from 'node:path'

const NOT_BENCHES = ['run', 'measure']
const all = globSync('*.ts', { cwd: import.meta.dirname })
  .map((file) => basename(file, '.ts'))
  .filter((name) => !NOT_BENCHES.includes(name))
const chosen = process.argv.length > 2 ? process.argv.slice(2) : all

for (const name of chosen) {
  const file = join(import.meta.dirname, `${name}.ts`)
  if (!existsSync(file)) {
    console.error(`There is no bench "${name}". There are: ${all.join(' ')}`)
    process.exit(2)
  }
  const { status } = spawnSync(process.execPath, [file], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
