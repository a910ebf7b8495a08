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
 * Why a client cannot be used, and since when.
 *
 * @param knownSince - milliseconds since the epoch at which the trouble is known to have begun, when that is before the window
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

/** The last answer; what is known from before the samples, where there is none among them. */
function failingSince(
  layer: Layer,
  samples: readonly NodeSample[],
  knownSince = Infinity,
): number {
  const answered = samples.some(sample => sample[layer].kind === 'ok');
  const since = silentSince(layer, samples);
  return answered ? since : Math.min(since, knownSince);
}
