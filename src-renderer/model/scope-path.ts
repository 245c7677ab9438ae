/** One open scope in a step's path: the C-block that opened it, which visit, which pass or mouth. */
export type ScopePart = {
  block: string
  /** 0 for the first visit of that block in its scope */
  visit: number
  /** of a loop's pass; null in any other mouth */
  index: number | null
  mouth: string | null
  /** the path up to here, this part included */
  path: string
  /** the path of the scope the C-block itself is in */
  outer: string
}

const PART = /^(.+?)(?:#(\d+))?(?:\[(\d+)\]|\.([^.\]]+))$/

/** Takes a path such as `b5[3]/b7#1.then` apart, from the outside in. */
export function scopeParts(path: string): ScopePart[] {
  if (path === '') return []
  let outer = ''
  return path.split('/').flatMap((part) => {
    const [whole, block, visit, index, mouth] = PART.exec(part) ?? []
    const here = outer === '' ? part : `${outer}/${part}`
    const before = outer
    outer = here
    if (whole === undefined || block === undefined) return []
    return [
      {
        ...{ block, visit: Number(visit ?? 0), index: index === undefined ? null : Number(index) },
        ...{ mouth: mouth ?? null, path: here, outer: before },
      },
    ]
  })
}

/** Whether the scope at `path` is open for a step at `of`: it is the same, or around it. */
export const isOpenFor = (path: string, of: string): boolean =>
  path === '' || of === path || of.startsWith(`${path}/`)
