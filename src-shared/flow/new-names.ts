/** A name nobody has: the wanted one, else with " 2", " 3", ... after it ("Wait 2" gives "Wait 3"). */
export function newName(taken: ReadonlySet<string>, wanted: string): string {
  const base = wanted.trim() === '' ? 'Block' : wanted
  if (!taken.has(base)) return base
  const numbered = /^(.*\S) (\d{1,9})$/.exec(base)
  const stem = numbered?.[1] ?? base
  for (let n = numbered ? Number(numbered[2]) + 1 : 2; ; n++) {
    const name = `${stem} ${n}`
    if (!taken.has(name)) return name
  }
}

/** An id nobody has, made by `make`; shared code has no dice of its own. */
export function newId(taken: { has(id: string): boolean }, make: () => string): string {
  for (let tries = 0; tries < 1000; tries++) {
    const id = make()
    if (!taken.has(id)) return id
  }
  throw new Error('the maker of ids repeats itself')
}
