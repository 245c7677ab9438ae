/**
 * Tells whether an order has been overtaken: what is asked of one thing takes a while, and the last word about it counts.
 */
export class Orders {
  readonly #newest = new Map<string, number>()

  /** A new order about this. @returns whether it is still the newest one */
  next(name: string): () => boolean {
    const order = (this.#newest.get(name) ?? 0) + 1
    this.#newest.set(name, order)
    return () => this.#newest.get(name) === order
  }
}
