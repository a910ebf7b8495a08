import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Limits } from './limits';
import { readFirst, readNext, type PartialBody } from './readBytes';
import { SourceError } from './sourceError';
import { mediaType, openUpstream } from './upstream';

/** A response of a source whose first bytes passed the verification. */
export interface VerifiedResponse extends PartialBody {
  incoming: IncomingMessage;
  /** Aborts the response. */
  abort: AbortController;
}

export interface VerifiedRequest {
  url: string;
  accept: string;
  /** Number of bytes that `verify` gets; it throws a `SourceError`. */
  headBytes: number;
  verify(first: Buffer): void | Promise<void>;
  limits: Limits;
}

/** Sends a request and verifies the first bytes of its response. If it throws, nothing was sent to the client. */
export async function openVerified(
  request: VerifiedRequest,
): Promise<VerifiedResponse> {
  const { url, accept, headBytes, verify, limits } = request;
  const abort = new AbortController();
  let timeoutReason = 'did not respond in time';
  const timer = setTimeout(
    () => abort.abort(new SourceError(timeoutReason)),
    limits.firstByteMs,
  );
  try {
    const incoming = await openUpstream({ url, accept, signal: abort.signal });
    timeoutReason = 'stopped at the beginning of its response';
    const type = mediaType(incoming);
    if (!accept.split(',').includes(type)) {
      throw new SourceError(
        `returned ${type || 'no media type'}, not ${accept}`,
      );
    }
    const length = Number(incoming.headers['content-length'] ?? 0);
    if (length > limits.transferBytes) {
      throw new SourceError(
        `announces ${length} bytes, more than ${limits.transferBytes}`,
      );
    }
    const start = await readFirst(incoming, headBytes);
    await verify(start.first);
    return { ...start, incoming, abort };
  } catch (error) {
    if (abort.signal.aborted) throw abort.signal.reason;
    abort.abort();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Relays a response at the pace of the client.
 *
 * @throws SourceError if the source stalls, ends early or exceeds a limit, or if the client disconnects: it may have waited too long
 *
 * @param count - called with the length of each chunk sent
 */
export async function relayBody(
  { first, rest, incoming, abort }: VerifiedResponse,
  response: ServerResponse,
  limits: Limits,
  count: (bytes: number) => void,
): Promise<void> {
  let sent = 0;
  let bytesInWindow = 0;
  let clientIsSlow = false;
  const fail = (detail: string) => abort.abort(new SourceError(detail));
  const window = setInterval(() => {
    if (!clientIsSlow && bytesInWindow < limits.windowBytes) {
      fail(`stalled after ${sent} bytes`);
    }
    bytesInWindow = 0;
    clientIsSlow = response.writableNeedDrain;
  }, limits.windowMs);
  const transferTimer = setTimeout(
    () => fail(`did not finish within ${limits.transferMs / 1000} s`),
    limits.transferMs,
  );
  const onClientClose = () =>
    fail(`had sent ${sent} bytes when the client disconnected`);
  response.once('close', onClientClose);
  try {
    for (
      let chunk: Buffer | undefined = first;
      chunk;
      chunk = await readNext(rest)
    ) {
      sent += chunk.length;
      if (sent > limits.transferBytes) {
        throw new SourceError(
          `returned more than ${limits.transferBytes} bytes`,
        );
      }
      if (!response.write(chunk)) {
        clientIsSlow = true;
        await once(response, 'drain', { signal: abort.signal });
      }
      bytesInWindow += chunk.length;
      count(chunk.length);
    }
    const contentLength = incoming.headers['content-length'];
    if (contentLength !== undefined && Number(contentLength) !== sent) {
      throw new SourceError(`ended after ${sent} of ${contentLength} bytes`);
    }
  } catch (error) {
    throw abort.signal.aborted ? abort.signal.reason : error;
  } finally {
    response.off('close', onClientClose);
    clearInterval(window);
    clearTimeout(transferTimer);
    abort.abort();
  }
}
