/**
 * Icon from `glyphs.ts`, in the current text colour.
 *
 * All icons of `@remixicon/react` are in one module that Backstage loads at its start: each additional icon would add to
 * the first load of every app.
 */
export function Glyph(props: {
  path: string;
  size?: number;
  className?: string;
}) {
  const { path, size = 24, className } = props;
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d={path} />
    </svg>
  );
}
