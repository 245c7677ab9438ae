/** Everything random in a simulation, from one seed: sfc32 (Chris Doty-Humphrey, PractRand, public domain). */
export type Chance = {
  /** from 0, below 1 */
  roll(): number
  /** whole, both ends included */
  between(low: number, high: number): number
  /** true in `share` of all cases */
  often(share: number): boolean
  pick<T>(from: readonly T[]): T
  /** picks by weight; 0 is never picked */
  weighted<T>(from: readonly (readonly [weight: number, what: T])[]): T
}

export function chanceOf(...seeds: readonly (number | string)[]): Chance {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = hashOf(seeds.join('\n'))
  let d = 1
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return (t >>> 0) / 4_294_967_296
  }
  for (let i = 0; i < 12; i++) next()
  const chance: Chance = {
    roll: next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    often: (share) => next() < share,
    pick: (from) => from[Math.floor(next() * from.length)] as never,
    weighted(from) {
      let left = next() * from.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, what] of from) {
        left -= weight
        if (left < 0) return what
      }
      return (from.findLast(([weight]) => weight > 0) as readonly [number, never])[1]
    },
  }
  return chance
}

/** 32 bits of a text: FNV-1a, stirred by murmur3's finalizer. */
export function hashOf(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
