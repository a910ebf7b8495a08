/** The item of a list at an index. @throws Error if the list is shorter */
export function itemAt<T>(items: readonly T[], index: number): T {
  if (index >= items.length) {
    throw new Error(`Expected an item ${index}, got ${items.length} items`);
  }
  return items[index] as T;
}
