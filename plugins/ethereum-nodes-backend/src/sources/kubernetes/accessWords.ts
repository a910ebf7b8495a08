import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { DiscoveredPlace } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { asMessage, type Message } from '@nodeyard/ethereum';
import { parsedJson } from '../../parsedJson';
import type { ClusterAnswer } from './ClusterGateway';
import { statusSchema } from './objects';

/** What an API server's answer or silence means for a cluster: the status, and a sentence that names what is missing. */
export function accessProblem(
  answer: ClusterAnswer,
  verb: 'list' | 'get',
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
      error: withServerMessage(missingRight(verb, resource), answer.body),
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

export function missingRight(verb: string, resource: string): Message {
  return say('missing-right', { verb, resource });
}

/** With the API server's own sentence, where it says one. */
export function withServerMessage(sentence: Message, body: string): Message {
  const says = messageOf(body);
  return says
    ? say('with-server-message', { sentence, says: says.slice(0, 300) })
    : sentence;
}

export function messageOf(body: string): string | undefined {
  return statusSchema.safeParse(parsedJson(body)).data?.message;
}
