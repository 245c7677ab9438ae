/**
 * Runs of a flow (its id is the parameter) among which those of one trigger are looked for: the newest. Which block
 * started a run stands in no index, as every run would pay for that; a flow may have a million runs by hand and few of
 * this trigger, and no limit of a trigger reaches back further than this.
 */
export const NEWEST_OF_FLOW = 'SELECT * FROM runs WHERE flow_id = ? ORDER BY n DESC LIMIT 10000'
