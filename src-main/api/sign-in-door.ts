/** Where a browser gets in. Whoever serves opens it; until then, and on the desktop, there is no such door. */
export class SignInDoor {
  #makeLink: (() => string) | undefined

  /** @param makeLink a new one-time link, good for ten minutes */
  opensWith(makeLink: () => string): void {
    this.#makeLink = makeLink
  }

  link(): string | null {
    return this.#makeLink?.() ?? null
  }
}
