export { type MadeMyBlock, type MyBlockOrder, makeMyBlock } from './make-my-block.ts'
