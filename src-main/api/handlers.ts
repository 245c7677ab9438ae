import { backpackOperations } from './backpack.ts'
import { backupOperations } from './backups.ts'
import { deletedFlowOperations } from './deleted-flows.ts'
import { envOperations } from './env.ts'
import { flowOperations } from './flows.ts'
import { folderOperations } from './folders.ts'
import { makeImplementer } from './implementer.ts'
import { myBlockOperations } from './my-blocks.ts'
import { packageOperations } from './packages.ts'
import { questionOperations } from './questions.ts'
import { runCareOperations } from './run-care.ts'
import { runOperations } from './runs.ts'
import { secretOperations } from './secrets.ts'
import type { Services } from './services.ts'
import { systemOperations } from './system.ts'
import { templateOperations } from './templates.ts'
import { tokenOperations } from './tokens.ts'
import { eventOperations, triggerOperations } from './triggers.ts'

/** The contract, made real: one router for the desktop's port, the browser's socket, REST and commands. */
export function makeRouter(services: Services) {
  const os = makeImplementer(services.onBug)
  return os.router({
    flows: flowOperations(os.flows, services),
    deletedFlows: deletedFlowOperations(os.deletedFlows, services),
    myBlocks: myBlockOperations(os.myBlocks, services),
    backpack: backpackOperations(os.backpack, services),
    runs: {
      ...runOperations(os.runs, services),
      ...runCareOperations(os.runs, services),
      ...questionOperations(os.runs, services),
    },
    triggers: triggerOperations(os.triggers, services),
    events: eventOperations(os.events, services),
    secrets: secretOperations(os.secrets, services),
    env: envOperations(os.env, services),
    tokens: tokenOperations(os.tokens, services),
    folders: folderOperations(os.folders, services),
    templates: templateOperations(os.templates, services),
    packages: packageOperations(os.packages, services),
    backups: backupOperations(os.backups, services),
    system: systemOperations(os.system, services),
  })
}

export type Router = ReturnType<typeof makeRouter>
