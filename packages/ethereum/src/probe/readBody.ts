import { failure, type Answer } from './answer';
import type { ProbeResponse } from './target';

/** Keeps no state between texts that are decoded whole. */
const decoder = new TextDecoder();

/** Reads a response as text; a longer one than `maxBytes` is a failure. @public */
export async function readBody(
  response: Pick<ProbeResponse, 'body'>,
  maxBytes: number,
): Promise<Answer<string>> {
  const { body } = response;
  if (!body) {
    return { ok: true, value: '' };
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunksOf(body)) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      return failure(
        'invalid-response',
        `answer is longer than ${maxBytes / 1024} KiB`,
      );
    }
    chunks.push(chunk);
  }
  return { ok: true, value: decoder.decode(concatenate(chunks, bytes)) };
}

/** Lets go of a body that is not read. */
export function cancelBody(body: ProbeResponse['body']): void {
  if (body && 'cancel' in body) {
    body.cancel().catch(() => {});
  } else if (body && Symbol.asyncIterator in body) {
    body[Symbol.asyncIterator]()
      .return?.()
      .catch(() => {});
  }
}

function chunksOf(
  body: NonNullable<ProbeResponse['body']>,
): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  return 'getReader' in body ? readStream(body) : body;
}

/** Leaving the loop cancels the stream. Not every browser has an iterator of its streams. */
async function* readStream(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function concatenate(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const [first] = chunks;
  if (first && chunks.length === 1) return first;
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
