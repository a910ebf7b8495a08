/**
 * Options of a probe of one endpoint.
 * @public
 */
export interface ProbeOptions {
  /** Base URL without credentials in it, e.g. `http://127.0.0.1:8545`. */
  url: string;
  fetch: typeof globalThis.fetch;
  /** Timeout of the whole probe. */
  timeoutMs: number;
  /** Aborts the probe. */
  signal?: AbortSignal;
  /** Sent with every request, e.g. `Authorization`. */
  headers?: Record<string, string>;
  /** Further secrets to mask, beside those of the headers and the URL. */
  secrets?: readonly string[];
}
