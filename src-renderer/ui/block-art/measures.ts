/** Block geometry in canvas units; tokens.css holds the same numbers. */
export const MEASURE = {
  grid: 4,
  corner: 4,
  notchX: 12,
  notchW: 32,
  notchH: 8,
  row: 48,
  arm: 16,
  foot: 24,
  /** what is seen of a block under a folded one */
  pile: 8,
  divider: 36,
  mouthMin: 24,
  minW: 64,
  hatW: 96,
  hatH: 16,
  hatMinW: 104,
  pill: 32,
  filledHex: 40,
  padX: 12,
  gap: 8,
  icon: 16,
  dot: 5,
} as const

/** Up to the next line of the grid. */
export const onGrid = (units: number): number => Math.ceil(units / MEASURE.grid) * MEASURE.grid

/** To the nearest line of the grid: where a block dropped by hand comes to rest. */
export const nearGrid = (units: number): number => Math.round(units / MEASURE.grid) * MEASURE.grid
