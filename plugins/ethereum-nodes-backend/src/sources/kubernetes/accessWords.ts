import type { DiscoveredPlace } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { parsedJson } from '../../parsedJson';
import type { ClusterAnswer } from './ClusterGateway';
import { statusSchema } from './objects';

/** What an API server's answer or silence means for a cluster: the status, and words that name what is missing. */
export function accessProblem(
  answer: ClusterAnswer,
  verb: 'list' | 'get',
  resource: string,
): { status: Exclude<DiscoveredPlace['status'], 'ok'>; error: string } {
  if (answer.kind === 'none') {
    return answer.reason === 'denied'
      ? {
          status: 'unauthorized',
          error: `Nothing can be read: ${answer.detail}`,
        }
      : {
          status: answer.reason === 'too-large' ? 'error' : 'unreachable',
          error: `The cluster does not answer: ${answer.detail}`,
        };
  }
  const says = statusMessage(answer.body);
  if (answer.status === 401) {
    return {
      status: 'unauthorized',
      error: `The cluster does not accept the credentials (401). Renew the service account's token.${says}`,
    };
  }
  if (answer.status === 403)
    return {
      status: 'unauthorized',
      error: `${missingRight(verb, resource)}${says}`,
    };
  return {
    status: 'error',
    error: `The cluster answers with ${answer.status} when asked for ${resource}.${says}`,
  };
}

export function missingRight(verb: string, resource: string): string {
  return (
    `The service account may not ${verb} ${resource} (403). Grant the verb "${verb}" on the resource "${resource}": ` +
    `the plugin's README has the ClusterRole.`
  );
}

/** The API server's own sentence, set apart; empty when it says none. */
export function statusMessage(body: string): string {
  const message = messageOf(body);
  return message ? ` It says: ${message.slice(0, 300)}` : '';
}

export function messageOf(body: string): string | undefined {
  return statusSchema.safeParse(parsedJson(body)).data?.message;
}
