const factors = new Map(
  Object.entries({
    m: 1e-3,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
  }),
);

/** A Kubernetes quantity such as `500m` or `850Gi` as a number. */
export function parseQuantity(text: string): number {
  const [, number = '0', unit = ''] = /^([0-9.]+)([A-Za-z]*)$/.exec(text) ?? [];
  return Number(number) * (factors.get(unit) ?? 1);
}
