import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Limits } from './limits';
import { begin, next, type Begun } from './readBytes';
import { SourceError } from './sourceError';
import { mediaType, openUpstream } from './upstream';

/** An answer of a source whose beginning is as it should be. */
export interface Ready extends Begun {
  incoming: IncomingMessage;
  /** Ends it. */
  abort: AbortController;
}

export interface Wish {
  url: string;
  accept: string;
  /** How many first bytes `verify` looks at; it throws a `SourceError`. */
  headBytes: number;
  verify(first: Buffer): void | Promise<void>;
  limits: Limits;
}

/** Opens an answer and looks at its first bytes. Nothing has been sent to the client when this throws. */
export async function prepare(wish: Wish): Promise<Ready> {
  const { url, accept, headBytes, verify, limits } = wish;
  const abort = new AbortController();
  let late = 'does not answer in time';
  const timer = setTimeout(
    () => abort.abort(new SourceError(late)),
    limits.firstByteMs,
  );
  try {
    const incoming = await openUpstream({ url, accept, signal: abort.signal });
    late = 'stops at the beginning of its answer';
    const type = mediaType(incoming);
    if (!accept.split(',').includes(type)) {
      throw new SourceError(`sends ${type || 'no media type'}, not ${accept}`);
    }
    const length = Number(incoming.headers['content-length'] ?? 0);
    if (length > limits.transferBytes) {
      throw new SourceError(
        `announces ${length} bytes, more than ${limits.transferBytes}`,
      );
    }
    const begun = await begin(incoming, headBytes);
    await verify(begun.first);
    return { ...begun, incoming, abort };
  } catch (error) {
    if (abort.signal.aborted) throw abort.signal.reason;
    abort.abort();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Passes an answer on, no faster than the client takes it. Throws a `SourceError` when the source stalls, breaks off or
 * does not end; a client that hangs up is one too: it may have waited too long.
 *
 * @param count - called with the bytes of each piece that was sent
 */
export async function passOn(
  { first, rest, incoming, abort }: Ready,
  response: ServerResponse,
  limits: Limits,
  count: (bytes: number) => void,
): Promise<void> {
  let sent = 0;
  let inWindow = 0;
  let clientIsSlow = false;
  const fail = (detail: string) => abort.abort(new SourceError(detail));
  const window = setInterval(() => {
    if (!clientIsSlow && inWindow < limits.windowBytes) {
      fail(`stalls after ${sent} bytes`);
    }
    inWindow = 0;
    clientIsSlow = response.writableNeedDrain;
  }, limits.windowMs);
  const whole = setTimeout(
    () => fail(`is not done after ${limits.transferMs / 1000} s`),
    limits.transferMs,
  );
  const hungUp = () => fail(`had sent ${sent} bytes when the client hung up`);
  response.once('close', hungUp);
  try {
    for (
      let piece: Buffer | undefined = first;
      piece;
      piece = await next(rest)
    ) {
      sent += piece.length;
      if (sent > limits.transferBytes) {
        throw new SourceError(`sends more than ${limits.transferBytes} bytes`);
      }
      if (!response.write(piece)) {
        clientIsSlow = true;
        await once(response, 'drain', { signal: abort.signal });
      }
      inWindow += piece.length;
      count(piece.length);
    }
    const announced = incoming.headers['content-length'];
    if (announced !== undefined && Number(announced) !== sent) {
      throw new SourceError(`breaks off after ${sent} of ${announced} bytes`);
    }
  } catch (error) {
    throw abort.signal.aborted ? abort.signal.reason : error;
  } finally {
    response.off('close', hungUp);
    clearInterval(window);
    clearTimeout(whole);
    abort.abort();
  }
}
