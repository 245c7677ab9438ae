/** Set by `npm run test:long`. */
const LONG = process.env.BLOCKLOOM_TEST_LONG === '1'

/** How often something is tried: a few times in `npm test`, many in `npm run test:long`. */
export const many = (few: number, inLong: number): number => (LONG ? inLong : few)
