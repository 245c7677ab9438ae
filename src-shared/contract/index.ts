import type { ContractRouterClient } from '@orpc/contract'
import { backpack } from './backpack.ts'
import { backups } from './backups.ts'
import { deletedFlows } from './deleted-flows.ts'
import { flows } from './flows.ts'
import { myBlocks } from './my-blocks.ts'
import { packages } from './packages.ts'
import { runs } from './runs.ts'
import { env, secrets } from './secrets.ts'
import { folders, system, templates, tokens } from './system.ts'
import { events, triggers } from './triggers.ts'

/** Every operation, once. IPC, WebSocket, REST, OpenAPI and the typed client are made from this. */
export const contract = {
  flows,
  deletedFlows,
  myBlocks,
  backpack,
  runs,
  triggers,
  events,
  secrets,
  env,
  tokens,
  folders,
  templates,
  packages,
  backups,
  system,
}

/** What everyone who calls the runtime holds, however it is reached. Errors are AppErrors. */
export type Client = ContractRouterClient<typeof contract>

export type { KeptSnippet, WholeSnippet } from './backpack.ts'
export type { BackupView } from './backups.ts'
export { type Channel, CREDIT_HEADER, creditMessage, readCredit, STREAM_WINDOW } from './channel.ts'
export { channelLink } from './channel-link.ts'
export type { DeletedFlow, TakenPlace } from './deleted-flows.ts'
export { fromWire, linkLost, toWire } from './error-wire.ts'
export { mapErrors } from './map-errors.ts'
export type { MyBlock } from './my-blocks.ts'
export type { Permission } from './operation.ts'
export type {
  InstalledBlocks,
  InstalledPackageView,
  PackageLookView,
  PackageMigration,
} from './packages.ts'
export {
  ASK_PORT,
  asksForPort,
  bringsPort,
  DESKTOP_GLOBAL,
  type DesktopGlobal,
  HERE_IS_PORT,
  IPC_ASK_PORT,
  IPC_PORT,
} from './port-handshake.ts'
export type { OpenQuestion } from './questions.ts'
export { type AskedOfPeople, LARGEST_BATCH } from './run-care.ts'
export type { PreviewedBlock } from './runs.ts'
export type { Secret, SecretKeyReport } from './secrets.ts'
export type { FlowDraft, FlowSummary, RunNews, Token } from './shapes.ts'
export type { TriggerState } from './triggers.ts'
