import type { Services } from './services.ts'

const SENDS = 'control/emit'

type Sender = { flowId: string; flowName: string; block: string }

/** Blocks that send an event of this name, by what is drawn and by what triggers run. A name that is computed is not known. */
export async function eventSenders(
  flows: Pick<Services['store']['flows'], 'holding'>,
  name: string,
): Promise<Sender[]> {
  const senders = new Map<string, Sender>()
  for (const { id, name: flowName, documents } of await flows.holding(`"${SENDS}"`))
    for (const { blocks } of documents)
      for (const { id: block, type, config } of blocks)
        if (type === SENDS && config.name === name)
          senders.set(`${id} ${block}`, { flowId: id, flowName, block })
  return [...senders.values()]
}
