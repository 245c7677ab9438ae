import { implement } from '#shared/block'
import { value } from './block.ts'

export const run = implement(value, (config) => ({ next: config.value ?? null }))
