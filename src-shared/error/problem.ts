/** One thing that is wrong in a flow. All problems of a flow are found at once. */
export type Problem = {
  /** stable code: `link.to-nowhere`, `block.unknown-type`, `config.wrong-kind` */
  code: string
  /** errors keep a flow from running; warnings do not */
  severity: 'error' | 'warning'
  /** plain sentence: what is wrong and where */
  message: string
  /** plain sentence: what to do */
  fix: string
  /** id of the block it is about */
  block?: string
  /** where in the block's config or in the file: `config.url`, `links[3].to` */
  path?: string
  /** name of the secret it is about: setting it mends it */
  secret?: string
  /** 1-based, where the text of a file is known */
  line?: number
  column?: number
}
