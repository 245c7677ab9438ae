/** Why a field cannot be read as what its declaration says it is written in. */
export type Misread = {
  code: string
  /** what is wrong, to be put behind the field's title and a colon */
  why: string
  /** whole sentence: what to do */
  fix: string
  /** where in the field: `[2]`, `.secret` */
  at?: string
}
