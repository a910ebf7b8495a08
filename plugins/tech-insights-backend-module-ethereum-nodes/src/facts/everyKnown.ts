/** Whether all values are true: false if any is false, otherwise undefined if any is unknown or there are none. */
export function everyKnown(
  values: ReadonlyArray<boolean | undefined>,
): boolean | undefined {
  if (values.includes(false)) return false;
  return values.length === 0 || values.includes(undefined) ? undefined : true;
}
