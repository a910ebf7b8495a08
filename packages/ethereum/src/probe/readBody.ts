import { failure, type Answer } from './answer';

/** Reads a response as text; a longer one than `maxBytes` is a failure. @public */
export async function readBody(
  response: Response,
  maxBytes: number,
): Promise<Answer<string>> {
  const reader = response.body?.getReader();
  if (!reader) {
    return { ok: true, value: '' };
  }
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return { ok: true, value: text + decoder.decode() };
    }
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      reader.cancel().catch(() => {});
      return failure(
        'invalid-response',
        `answer is longer than ${maxBytes / 1024} KiB`,
      );
    }
    text += decoder.decode(value, { stream: true });
  }
}
