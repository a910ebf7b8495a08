import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { DiscoveredPlace } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { asMessage, type Message } from '@nodeyard/ethereum';
import { parseJsonOrUndefined } from '../../parseJsonOrUndefined';
import type { ClusterAnswer } from './ClusterAccess';
import { statusSchema } from './objects';

/** Status and error of a cluster for a failed request to its API server. */
export function toAccessError(
  answer: ClusterAnswer,
  verb: 'list' | 'get' | 'create',
  resource: string,
): { status: Exclude<DiscoveredPlace['status'], 'ok'>; error: Message } {
  if (answer.kind === 'none') {
    return answer.reason === 'denied'
      ? {
          status: 'unauthorized',
          error: say('cluster-denied', { detail: asMessage(answer.detail) }),
        }
      : {
          status: answer.reason === 'too-large' ? 'error' : 'unreachable',
          error: say('cluster-silent', { detail: asMessage(answer.detail) }),
        };
  }
  if (answer.status === 401) {
    return {
      status: 'unauthorized',
      error: withServerMessage(say('cluster-credentials', {}), answer.body),
    };
  }
  if (answer.status === 403) {
    return {
      status: 'unauthorized',
      error: withServerMessage(missingPermission(verb, resource), answer.body),
    };
  }
  return {
    status: 'error',
    error: withServerMessage(
      say('cluster-http', { status: answer.status, resource }),
      answer.body,
    ),
  };
}

export function missingPermission(verb: string, resource: string): Message {
  return say('missing-right', { verb, resource });
}

/** Adds the message of the API server, if there is one. */
export function withServerMessage(sentence: Message, body: string): Message {
  const says = parseStatusMessage(body);
  return says
    ? say('with-server-message', { sentence, says: says.slice(0, 300) })
    : sentence;
}

export function parseStatusMessage(body: string): string | undefined {
  return statusSchema.safeParse(parseJsonOrUndefined(body)).data?.message;
}
