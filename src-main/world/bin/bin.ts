/** Puts a file, a link or a folder into the bin of this machine. */
export type Bin = (path: string) => Promise<void>
