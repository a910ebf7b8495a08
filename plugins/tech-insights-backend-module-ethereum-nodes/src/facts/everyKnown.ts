/** Whether all are true: false as soon as one is not, and not known while one that is not known could still change it. */
export function everyKnown(
  values: ReadonlyArray<boolean | undefined>,
): boolean | undefined {
  if (values.includes(false)) return false;
  return values.length === 0 || values.includes(undefined) ? undefined : true;
}
