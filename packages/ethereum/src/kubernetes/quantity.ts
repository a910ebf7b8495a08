const factors = new Map(
  Object.entries({
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
  }),
);

/** A Kubernetes quantity such as `500m`, `850Gi` or `1e3` as a number; 0 if it is none. */
export function parseQuantity(text: string): number {
  const [, number = '0', exponent = '', unit = ''] =
    /^(\d+\.?\d*|\.\d+)(?:([eE][+-]?\d{1,3})|([A-Za-z]*))$/.exec(text) ?? [];
  const value = Number(`${number}${exponent}`) * (factors.get(unit) ?? 1);
  return Number.isFinite(value) ? value : 0;
}
