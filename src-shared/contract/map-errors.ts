import { mapEventIterator } from '@orpc/client'

const isStream = (value: unknown): value is AsyncIterator<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

/** Waits for `call`; what it throws, at once or later out of its stream, goes through `map` first. */
export async function mapErrors<T>(call: () => Promise<T>, map: (error: unknown) => unknown): Promise<T> {
  try {
    const output: unknown = await call()
    if (!isStream(output)) return output as T
    return mapEventIterator(output, {
      value: async (value) => value,
      error: async (error) => map(error),
    }) as T
  } catch (error) {
    throw map(error)
  }
}
