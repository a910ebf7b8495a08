import { redactUrl } from '@nodeyard/ethereum';
import { createReadStream } from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { addAbortSignal, type Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { mapFsErrors } from '../datadir/fsErrors';
import {
  cancelled,
  messageOf,
  openRegular,
  refused,
  SnapshotError,
  unavailable,
} from '@nodeyard/snapshot-store';

/** Attempts in a row that yield no byte. */
const MAX_ATTEMPTS = 5;
const PAUSE_MS = 1_000;
const IDLE_TIMEOUT_MS = 60_000;
const MAX_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/** An archive that is being read. */
export interface ArchiveSource {
  chunks: AsyncIterable<Buffer>;
  /** Size in bytes of the archive as it is stored, if it is known. */
  size?: number;
}

/** @internal Times of tests. */
export interface DownloadTimes {
  pauseMs?: number;
  idleTimeoutMs?: number;
}

/**
 * Open an archive: `-` is standard input, else an http(s) URL or the path of a file.
 *
 * An interrupted download is continued by a Range request with If-Range: a server that has another version by then, or knows no
 * ranges, ends it.
 */
export async function openArchive(
  from: string,
  signal?: AbortSignal,
  times: DownloadTimes = {},
): Promise<ArchiveSource> {
  if (from === '-') return { chunks: abortable(process.stdin, signal) };
  if (/^https?:/i.test(from)) return download(from, signal, times);
  const file = await mapFsErrors(from, () => openRegular(from, 0));
  const { size } = await file.stat();
  return {
    chunks: abortable(createReadStream('', { fd: file }), signal),
    size,
  };
}

/** The chunks of a stream that may not have any for a long time, as a pipe. */
async function* abortable(
  stream: Readable,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  if (signal) addAbortSignal(signal, stream);
  try {
    yield* stream;
  } catch (error) {
    throw signal?.aborted ? cancelledImport() : error;
  }
}

async function download(
  url: string,
  signal: AbortSignal | undefined,
  { pauseMs = PAUSE_MS, idleTimeoutMs = IDLE_TIMEOUT_MS }: DownloadTimes,
): Promise<ArchiveSource> {
  const shown = redactUrl(url);
  const get = (headers: Record<string, string>) =>
    request(url, headers, idleTimeoutMs, signal);
  const first = await retried(shown, pauseMs, signal, () => get({}));
  const { headers } = first;
  const size = sizeOf(headers['content-length']);
  const { etag } = headers;
  // A weak ETag does not promise equal bytes.
  const validator =
    etag && !etag.startsWith('W/') ? etag : headers['last-modified'];

  async function* chunks(): AsyncGenerator<Buffer> {
    let part = first;
    let done = 0;
    for (;;) {
      try {
        for await (const chunk of part) {
          done += chunk.length;
          yield chunk;
        }
        if (size === undefined || done >= size) return;
      } catch (error) {
        if (signal?.aborted) throw cancelledImport();
        // Without a size, the end of an interrupted body cannot be found.
        if (size === undefined) throw interrupted(shown, messageOf(error));
      }
      if (!validator) {
        throw interrupted(
          shown,
          'the connection broke, and the server gives no ETag or Last-Modified to continue by',
        );
      }
      const range = { range: `bytes=${done}-`, 'if-range': validator };
      part = await retried(shown, pauseMs, signal, () => get(range));
      assertContinues(part, shown, done);
    }
  }
  return { chunks: chunks(), size };
}

/** @throws SnapshotError if the response is not the rest of the same archive */
function assertContinues(
  { headers, statusCode }: IncomingMessage,
  shown: string,
  at: number,
): void {
  const range = /^bytes (\d+)-/.exec(headers['content-range'] ?? '');
  if (statusCode === 206 && Number(range?.[1]) === at) return;
  throw refused(
    'archive-changed',
    `${shown} cannot be continued at byte ${at}: the archive was replaced meanwhile, or its server knows no ranges. Run the same command again.`,
  );
}

/** By node:http: the built-in fetch fails an assertion when a server closes the connection while its body is not read. */
async function request(
  url: string,
  headers: Record<string, string>,
  idleTimeoutMs: number,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  let place = new URL(url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await send(place, headers, idleTimeoutMs, signal);
    const { statusCode = 0 } = response;
    const { location } = response.headers;
    if (statusCode >= 200 && statusCode < 300) return response;
    response.destroy();
    if (statusCode >= 500 || statusCode === 429) {
      throw new Error(`status ${statusCode}`);
    }
    if (!REDIRECTS.includes(statusCode) || location === undefined) {
      throw refused(
        'archive-refused',
        `${redactUrl(url)} has status ${statusCode}. Correct the URL.`,
      );
    }
    const next = redirectTarget(location, place, url);
    const accepted = place.protocol === 'https:' ? /^https:$/ : /^https?:$/;
    if (!accepted.test(next.protocol)) {
      throw refused(
        'archive-refused',
        `${redactUrl(url)} redirects to an address of ${next.protocol.slice(
          0,
          20,
        )} Only https is followed, and http from http. Give the URL of the archive itself.`,
      );
    }
    place = next;
  }
  throw refused(
    'archive-refused',
    `${redactUrl(
      url,
    )} redirects more than ${MAX_REDIRECTS} times. Give the URL of the archive itself.`,
  );
}

function redirectTarget(location: string, place: URL, url: string): URL {
  const next = URL.parse(location, place.href);
  if (next) return next;
  throw refused(
    'archive-refused',
    `${redactUrl(
      url,
    )} redirects to no URL. Give the URL of the archive itself.`,
  );
}

function send(
  url: URL,
  headers: Record<string, string>,
  idleTimeoutMs: number,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { get } = url.protocol === 'https:' ? https : http;
    const sent = get(
      url,
      // The archive's own compression is not the server's.
      { headers: { 'accept-encoding': 'identity', ...headers }, signal },
      resolve,
    );
    sent.once('error', reject);
    sent.setTimeout(idleTimeoutMs, () =>
      sent.destroy(new Error(`no data for ${idleTimeoutMs / 1000} seconds`)),
    );
  });
}

async function retried(
  shown: string,
  pauseMs: number,
  signal: AbortSignal | undefined,
  work: () => Promise<IncomingMessage>,
): Promise<IncomingMessage> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted) throw cancelledImport();
      if (error instanceof SnapshotError) throw error;
      if (attempt === MAX_ATTEMPTS) throw interrupted(shown, messageOf(error));
      await pause(pauseMs * 2 ** (attempt - 1));
    }
  }
}

function interrupted(shown: string, why: string) {
  return unavailable(
    'archive-unavailable',
    `${shown} cannot be read: ${why}. Run the same command again.`,
  );
}

export function cancelledImport() {
  return cancelled(
    'Cancelled by a signal during the import. Run the same command again: it begins anew.',
  );
}

function sizeOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header)
    ? Number(header)
    : undefined;
}
