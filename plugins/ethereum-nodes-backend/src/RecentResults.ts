/** Results by key that all callers share while they are recent, including those that are being read. */
export class RecentResults<T> {
  private readonly results = new Map<
    string,
    { promise: Promise<T>; expiresAt: number }
  >();
  private readonly maxAgeMs: number;

  constructor(maxAgeMs: number) {
    this.maxAgeMs = maxAgeMs;
  }

  /** @throws the error of `read`, which is not kept */
  get(key: string, read: () => Promise<T>): Promise<T> {
    this.removeExpired();
    const known = this.results.get(key);
    if (known) return known.promise;
    const result = { promise: read(), expiresAt: Infinity };
    this.results.set(key, result);
    const settle = (maxAgeMs: number) => {
      result.expiresAt = Date.now() + maxAgeMs;
    };
    result.promise.then(
      () => settle(this.maxAgeMs),
      () => settle(0),
    );
    return result.promise;
  }

  forget(key: string): void {
    this.results.delete(key);
  }

  private removeExpired(): void {
    const now = Date.now();
    for (const [key, { expiresAt }] of this.results) {
      if (expiresAt <= now) this.results.delete(key);
    }
  }
}
