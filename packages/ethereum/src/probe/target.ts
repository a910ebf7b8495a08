/**
 * One endpoint to probe, and how.
 * @public
 */
export interface ProbeOptions {
  /** Base URL without credentials in it, e.g. `http://127.0.0.1:8545`. */
  url: string;
  fetch: typeof globalThis.fetch;
  /** The whole probe takes no longer than this. */
  timeoutMs: number;
  /** Ends the probe early. */
  signal?: AbortSignal;
  /** Sent with every request, e.g. `Authorization`. */
  headers?: Record<string, string>;
  /** What must not come back, beside these headers and what the URL's path and query hold. */
  secrets?: readonly string[];
}
