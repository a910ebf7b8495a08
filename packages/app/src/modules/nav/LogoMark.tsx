/** Logo: a fenced yard with three linked nodes, one of them highlighted. */
export function LogoMark(props: { size?: number }) {
  const { size = 32 } = props;
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} fill="none" aria-hidden>
      <path
        d="M16 2.5 27.7 9.25v13.5L16 29.5 4.3 22.75V9.25Z"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path
        d="M10.5 20V12l11 8v-8"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <circle cx="10.5" cy="12" r="2.5" fill="currentColor" />
      <circle cx="21.5" cy="20" r="2.5" fill="currentColor" />
      <circle cx="21.5" cy="12" r="2.5" fill="var(--logo-highlight, #9bf0e1)" />
    </svg>
  );
}
