/**
 * One of our own drawings (`glyphs.ts`), in the colour of the text around it.
 *
 * All icons of `@remixicon/react` are in one module, which Backstage needs on its first load: each that only we use would be
 * loaded with it by everybody, whatever page they open.
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
