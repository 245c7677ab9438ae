/** What a package says that it needs beyond computing. */
export type PackagePermissions = {
  /** hosts it talks to: `api.example.org`, `*.example.org`, or `*` for any */
  readonly net: readonly string[]
  /** folders it reads, and folders it writes: from `~`, absolute, or inside the package */
  readonly read: readonly string[]
  readonly write: readonly string[]
  /** whether it starts other programs */
  readonly run: boolean
}

/** What is declared, as lines for the person who decides; none: it only computes. */
export function sayPermissions({ net, read, write, run }: PackagePermissions): string[] {
  return [
    ...(net.length > 0 ? [`talks to ${net.includes('*') ? 'any address' : net.join(', ')}`] : []),
    ...(read.length > 0 ? [`reads ${read.join(', ')}`] : []),
    ...(write.length > 0 ? [`writes to ${write.join(', ')}`] : []),
    ...(run ? ['starts other programs'] : []),
  ]
}
