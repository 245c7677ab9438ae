import type { BlockFiles, Digest, DigestName, HttpAnswer, HttpRequest, StopSignal } from '#shared/block'

/** What blocks may touch, as the runtime is given it. The simulator brings its own. */
export type World = {
  /** files for one step: what takes long there ends with its signal */
  files(signal: StopSignal): BlockFiles
  http(request: HttpRequest, signal: StopSignal): Promise<HttpAnswer>
  digest(name: DigestName, secret?: string): Digest
  /** IANA zone of this machine, for dates in expressions */
  readonly zone: string
}
