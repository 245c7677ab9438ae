/** Lucide lines (ISC), 24 grid, drawn at 14 from x = -24. */
const LINES: Readonly<Record<string, string>> = {
  done: 'M20 6 9 17l-5-5',
  failed: 'M18 6 6 18M6 6l12 12',
  interrupted:
    'M12 9v4M12 17h.01M10.3 3.9 1.8 18a2 2 0 0 0 1.7 3h17a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0Z',
  problem: 'M12 9v4M12 17h.01M10.3 3.9 1.8 18a2 2 0 0 0 1.7 3h17a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0Z',
  running: 'M6 3l14 9-14 9Z',
  waiting: 'M12 6v6l4 2M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0Z',
  stale: 'M12 6v6l4 2M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0Z',
  armed:
    'M4 14a1 1 0 0 1-.78-1.63l9.9-10.2a.5.5 0 0 1 .86.46l-1.92 6.02A1 1 0 0 0 13 10h7a1 1 0 0 1 .78 1.63l-9.9 10.2a.5.5 0 0 1-.86-.46l1.92-6.02A1 1 0 0 0 11 14Z',
  resting: 'M9 5v14M15 5v14',
  unarmed: 'M12 9v4M12 17h.01M10.3 3.9 1.8 18a2 2 0 0 0 1.7 3h17a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0Z',
  disabled: 'M4.9 4.9l14.2 14.2M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0Z',
}

/** The mark of a block's state, in the selvage left of its stack. */
export function StateMark({ state }: { state: string }) {
  return (
    <g className={`mark mark-${state}`} transform="translate(-24 -7) scale(0.5833)">
      <path d={LINES[state]} />
    </g>
  )
}
