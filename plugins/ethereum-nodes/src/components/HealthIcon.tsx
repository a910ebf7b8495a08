/** Pulse, for the tab. Not a `Glyph`, because apps load it at their start. */
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
