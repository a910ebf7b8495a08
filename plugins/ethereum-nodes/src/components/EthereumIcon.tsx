/** Ethereum node: two facing wedges, in the current text colour. @public */
export function EthereumIcon() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="1em"
      height="1em"
      fill="currentColor"
      aria-hidden
    >
      <path d="M12 2 5.5 12 12 9.4 18.5 12Z" />
      <path d="M12 11.4 5.5 14 12 22l6.5-8Z" opacity="0.7" />
    </svg>
  );
}
