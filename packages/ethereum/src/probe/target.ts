import type { ProbeMemory } from './memory';

/** A request of a probe. @public */
export interface ProbeRequest {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
  redirect: 'manual';
  /** Bytes of the body after which reading may stop. `fetch` ignores it. */
  maxBytes: number;
}

/** The parts of a response that a probe reads. @public */
export interface ProbeResponse {
  status: number;
  body:
    | ReadableStream<Uint8Array>
    | Iterable<Uint8Array>
    | AsyncIterable<Uint8Array>
    | null;
  /** Whether the connection was opened for this request. Absent: unknown. */
  reconnected?: boolean;
}

/** `fetch`, or a cheaper HTTP client. Rejects as `fetch` does, with the system's error code in the error or a cause. @public */
export type ProbeFetch = (
  url: string,
  request: ProbeRequest,
) => Promise<ProbeResponse>;

/**
 * Options of a probe of one endpoint.
 * @public
 */
export interface ProbeOptions {
  /** Base URL without credentials in it, e.g. `http://127.0.0.1:8545`. */
  url: string;
  fetch: ProbeFetch;
  /** Timeout of the whole probe. */
  timeoutMs: number;
  /** Aborts the probe. */
  signal?: AbortSignal;
  /** Sent with every request, e.g. `Authorization`. */
  headers?: Record<string, string>;
  /** Further secrets to mask, beside those of the headers and the URL. */
  secrets?: readonly string[];
  /** Of earlier probes of the same node. Absent: every call is sent, and by itself. */
  memory?: ProbeMemory;
}
