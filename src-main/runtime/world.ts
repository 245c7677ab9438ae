import type {
  BlockComputer,
  BlockContext,
  BlockFiles,
  CodeOrder,
  Digest,
  DigestName,
  HttpAnswer,
  HttpReading,
  HttpRequest,
  StopSignal,
} from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'

/** On whose behalf the web is asked. */
export type HttpAsker = {
  /** whether the flow's own text names this place: its host and port */
  named(url: string): boolean
  /** ms since the epoch: when the step's time is up */
  deadline?: number
}

/** What blocks may touch, as the runtime is given it. The simulator brings its own. */
export type World = {
  /** files for one step: what takes long there ends with its signal */
  files(signal: StopSignal): BlockFiles
  http(request: HttpRequest, signal: StopSignal, asker: HttpAsker): Promise<HttpAnswer>
  /** missing: no answer is read in pieces here */
  openHttp?(request: HttpRequest, signal: StopSignal, asker: HttpAsker): Promise<HttpReading>
  /** missing: no flow reaches programs and desktop here */
  computer?(signal: StopSignal): BlockComputer
  digest(name: DigestName, secret?: string): Digest
  /** `env` in expressions: what the settings allow of the environment; missing: nothing */
  environment?(): JsonObject
  /** code that a person wrote, for one step; missing: none runs here */
  runCode?(order: CodeOrder, step: BlockContext): Promise<Json>
  /** IANA zone of this machine, for dates in expressions */
  readonly zone: string
}
