/** Code that a person wrote, as `data/code` has it run. */
export type CodeOrder = {
  /** the body of `async (input, ctx) => ...` */
  readonly code: string
  readonly language: 'javascript' | 'typescript'
  /** a folder with `node_modules`, that the code may load packages from */
  readonly packages?: string
  /** whether it may reach the network */
  readonly network: boolean
  /** running it twice does no harm */
  readonly again: boolean
}
