import { catalog as standard } from '#blocks/catalog'
import type { BlockDeclaration } from '#shared/block'
import type { MyBlock } from '#shared/contract'
import type { JsonObject } from '#shared/flow'

/** A My block is offered as a type of its own; put in, it is a block that calls its flow. */
export const MY = 'my/'
export const CALL = 'control/call-flow'

const ARRIVED = '{{ input }}'

/** A My block as it is offered and drawn: its name as the sentence, its inputs filled in with what arrives. */
export function declarationOf({ id, name, description, inputs }: MyBlock): BlockDeclaration {
  const call = standard.get(CALL)
  if (!call) throw new Error(`no block type ${CALL}`)
  const { flow, input } = call.fields
  if (!flow || !input) throw new Error(`${CALL} has other fields`)
  const words = name.replaceAll(/[{}[\]\s]+/g, ' ').trim()
  return {
    ...call,
    type: `${MY}${id}`,
    title: name,
    sentence: `${words} {input}`,
    summary: description || call.summary,
    keywords: ['my block'],
    fields: {
      flow: { ...flow, default: id },
      input: { ...input, default: inputs.length > 0 ? wanted(inputs) : ARRIVED },
    },
  }
}

/** One input is what arrives; of several each is looked for by its name in what arrives. */
function wanted(inputs: MyBlock['inputs']): JsonObject {
  const [only, another] = inputs
  if (only && !another) return { [only.name]: ARRIVED }
  return Object.fromEntries(
    inputs.map(({ name }) => [name, name === 'input' ? ARRIVED : `{{ input?.[${JSON.stringify(name)}] }}`]),
  )
}
