import { client } from '../../../link/client.ts'
import { useLoad } from '../../../ui/use-load.ts'

const load = () => client.system.info()

/** The machine that runs the flows: its zone, system, and where webhooks are called. undefined until it is known. */
export const useHostInfo = () => useLoad(load).value
