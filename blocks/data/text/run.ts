import { implement } from '#shared/block'
import { text } from './block.ts'

export const run = implement(text, (config) => ({ next: config.text }))
