/** A pulse, for the tab. Drawn here, as apps load it before any page of ours: see `../icons/Glyph`. */
export function HealthIcon() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="1em"
      height="1em"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      aria-hidden
    >
      <path d="M2 12h5l3-8 4 16 3-8h5" />
    </svg>
  );
}
