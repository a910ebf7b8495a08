import { failure, type Answer } from './answer';

/** Longest answer that a probe reads; the rest of a longer one stays where it is. */
export const MaxAnswerBytes = 1024 * 1024;

/** Reads a response as text, chunk by chunk, and stops at the limit. */
export async function readBody(response: Response): Promise<Answer<string>> {
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
    if (bytes > MaxAnswerBytes) {
      reader.cancel().catch(() => {});
      return failure('garbage', 'answer is longer than 1 MiB');
    }
    text += decoder.decode(value, { stream: true });
  }
}
