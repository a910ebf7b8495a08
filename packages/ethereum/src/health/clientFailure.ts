import type { Message } from '../messages/message';
import { createNodeMessage } from '../messages/nodeMessages';
import { silentSince } from './stateSince';
import { isoTime } from './isoTime';
import type { FailureReason, NodeSample } from './sample';

const messageCodes = {
  refused: 'client-silent',
  network: 'client-silent',
  timeout: 'client-silent',
  http: 'client-http',
  auth: 'client-auth',
  'invalid-response': 'client-garbage',
  'rpc-error': 'client-rpc-error',
} as const satisfies Record<FailureReason, string>;

type Layer = 'execution' | 'consensus';

/**
 * Failure of a client in the newest sample, and its start.
 *
 * @param knownSince - start of the failure in milliseconds since the epoch, if it is before the window
 */
export function clientFailure(
  layer: Layer,
  samples: readonly NodeSample[],
  knownSince?: number,
): Message | undefined {
  const reply = samples.at(-1)?.[layer];
  return reply?.kind === 'failed'
    ? createNodeMessage(messageCodes[reply.reason], {
        client: layer,
        detail: reply.detail,
        since: isoTime(failingSince(layer, samples, knownSince)),
      })
    : undefined;
}

/** Time of the last answer; the earlier known start if no sample has an answer. */
function failingSince(
  layer: Layer,
  samples: readonly NodeSample[],
  knownSince = Infinity,
): number {
  const answered = samples.some(sample => sample[layer].kind === 'ok');
  const since = silentSince(layer, samples);
  return answered ? since : Math.min(since, knownSince);
}
