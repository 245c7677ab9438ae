import Big from 'big.js'

/** A sum of decimals as on paper: 0.1 and 0.2 are 0.3. Whole numbers are added the quick way as long as that is exact. */
export class DecimalSum {
  #whole = 0
  #rest: Big | null = null
  #count = 0

  add(number: number): void {
    this.#count++
    const whole = this.#whole + number
    if (Number.isSafeInteger(number) && Number.isSafeInteger(whole)) this.#whole = whole
    else this.#rest = (this.#rest ?? new Big(0)).plus(number)
  }

  total(): number {
    return this.#rest ? Number(this.#rest.plus(this.#whole).toString()) : this.#whole
  }

  /** null: there was nothing to add */
  average(): number | null {
    if (this.#count === 0) return null
    if (!this.#rest) return this.#whole / this.#count
    return Number(this.#rest.plus(this.#whole).div(this.#count).toString())
  }
}
