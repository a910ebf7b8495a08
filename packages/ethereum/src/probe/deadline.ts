import type { Reply } from '../health/sample';
import { createMasker } from '../hostile/masker';
import { secretsOf } from '../hostile/secrets';
import { failure, type Answer, type Failure } from './answer';
import type { Endpoint } from './exchange';
import type { EndpointMemory } from './memory';
import type { ProbeOptions } from './target';

/** Makes one call of a probe; always resolves before the deadline. */
export type Call = <T>(
  operation: (endpoint: Endpoint) => Promise<Answer<T>>,
) => Promise<Answer<T>>;

/** Made once: each error of this kind records its stack, and every probe ends its signal. */
const PROBE_ENDED = new DOMException('The probe has ended', 'AbortError');

/**
 * Runs the calls of one probe against one endpoint under one deadline.
 *
 * Each call races the deadline separately, so that answers count even if another call hangs, and a `fetch` that ignores its signal
 * cannot block the probe. An excessive answer ends all pending calls.
 */
export async function withDeadline<T>(
  options: Omit<ProbeOptions, 'memory'> & { memory?: EndpointMemory },
  probe: (call: Call) => Promise<Answer<T>>,
): Promise<Reply<T>> {
  const { url, fetch, headers, timeoutMs, signal, secrets = [] } = options;
  const prepare = () => ({
    host: hostOf(url),
    mask: createMasker([...secretsOf({ url, headers }), ...secrets]),
  });
  const { host, mask } = options.memory
    ? options.memory.prepare(JSON.stringify([url, headers, secrets]), prepare)
    : prepare();
  if (host === undefined) {
    return failedReply(
      'its URL',
      failure('refused', 'not an http(s) URL without credentials'),
    );
  }
  const started = performance.now();
  const controller = new AbortController();
  const endpoint: Endpoint = {
    url,
    fetch,
    headers,
    signal: controller.signal,
    mask,
    onRequest: options.memory?.onRequest,
  };
  let stop = () => {};
  let endWith = (_: Failure) => {};
  const ended = new Promise<Failure>(resolve => {
    endWith = resolve;
    const timer = setTimeout(
      () => resolve(failure('timeout', `no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const cancel = () => resolve(failure('timeout', 'probe cancelled'));
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) {
      cancel();
    }
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      if (endpoint.pending) {
        controller.abort(PROBE_ENDED);
      }
    };
  });
  const call: Call = async operation => {
    const answer = await Promise.race([operation(endpoint), ended]);
    if (!answer.ok && answer.excessive) {
      endWith(answer);
      controller.abort(PROBE_ENDED);
    }
    return answer;
  };
  try {
    const answer = await probe(call);
    return answer.ok
      ? {
          kind: 'ok',
          ms: Math.round(performance.now() - started),
          value: answer.value,
        }
      : failedReply(host, answer);
  } finally {
    stop();
  }
}

function failedReply(host: string, { reason, why }: Failure): Reply<never> {
  return { kind: 'failed', reason, detail: `${host} (${why})` };
}

/** Host and port alone: paths and queries of RPC URLs hold keys. */
function hostOf(url: string): string | undefined {
  try {
    const { protocol, host, username, password } = new URL(url);
    return /^https?:$/.test(protocol) && !username && !password
      ? host
      : undefined;
  } catch {
    return undefined;
  }
}

/** The first failure, in the order of the calls. */
export function firstFailure(answers: ReadonlyArray<Answer<unknown>>): Failure {
  return (
    answers.find((answer): answer is Failure => !answer.ok) ??
    failure('invalid-response', 'no answer')
  );
}
