// A process of its own that runs one flow with one variable, so that a test can kill it in the middle.
import { homedir } from 'node:os'
import { openFlowRunner, readFlow } from './run-flow.ts'

const [file, name, value] = process.argv.slice(2) as [string, string, string]
const runner = await openFlowRunner(homedir())
const { status, error } = await runner.run(readFlow(file), { variables: { [name]: value } })
await runner.close()
if (status !== 'succeeded') throw new Error(error?.message)
