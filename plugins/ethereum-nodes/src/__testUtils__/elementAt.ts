/** Element of a list that the test requires to exist. */
export function elementAt<T>(items: readonly T[], index: number): T {
  const element = items[index];
  if (element === undefined) {
    throw new Error(`Of ${items.length} elements, none has the index ${index}`);
  }
  return element;
}
