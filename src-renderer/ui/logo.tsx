/** Three threads, woven. */
export const Logo = ({ size = 28 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 28 28" role="img" aria-label="Blockloom">
    <rect width="28" height="28" rx="7" fill="var(--accent)" />
    <g fill="none" stroke="var(--on-accent)" strokeWidth="2.5" strokeLinecap="round">
      <path d="M9 6.5v15M14 6.5v3M14 13.5v8M19 6.5v8M19 18.5v3" />
      <path d="M6.5 11.5h5M16.5 11.5h5M11.5 16.5h5" />
    </g>
  </svg>
)
