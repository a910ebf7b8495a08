import type { MessageOrText } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { renderEnglish } from '../../../renderEnglish';
import {
  parseStatusMessage,
  missingPermission,
  withServerMessage,
} from '../accessErrors';
import {
  type ClusterAnswer,
  type ClusterAccess,
  podPath,
} from '../ClusterAccess';
import type { PodTarget } from './locator';

/** Limit of a probe, and one byte to detect larger responses. */
const MAX_BYTES = 1024 * 1024 + 1;

/** Statuses of responses without a body. */
const STATUSES_WITHOUT_BODY = [204, 205, 304];

/**
 * `fetch` for the ports of pods, through the API server. URLs name a pod and its port: `http://geth-0:8545/`.
 *
 * It records failures that are not the node's: missing permissions, and a silent API server.
 */
export class PodFetch {
  denied?: MessageOrText;
  /** Why the API server did not answer; undefined after its first answer. */
  silence?: MessageOrText;
  private answered = false;
  private readonly access: ClusterAccess;
  private readonly place: { cluster: string; namespace: string };
  private readonly targets: ReadonlyMap<string, PodTarget>;
  private readonly timeoutMs: number;

  constructor(
    access: ClusterAccess,
    place: { cluster: string; namespace: string },
    targets: readonly PodTarget[],
    timeoutMs: number,
  ) {
    this.access = access;
    this.place = place;
    this.targets = new Map(targets.map(target => [toHost(target), target]));
    this.timeoutMs = timeoutMs;
  }

  static urlOf(target: PodTarget): string {
    return `http://${toHost(target)}`;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const target = this.targets.get(`${url.hostname}:${url.port || 80}`);
    if (!target) throw new Error(`${url.host} is not a pod of this node`);
    const limits = {
      signal: init?.signal ?? new AbortController().signal,
      // Shorter than the timeout of the probe, so that a silent API server is recorded first.
      timeoutMs: Math.ceil(this.timeoutMs * 0.9),
      maxBytes: MAX_BYTES,
    };
    const at = { ...this.place, ...target, path: url.pathname + url.search };
    return this.toResponse(
      init?.method === 'POST'
        ? await this.access.postToPod(at, String(init.body), limits)
        : await this.access.get(at.cluster, podPath(at), limits),
      init?.method === 'POST' ? 'create' : 'get',
    );
  };

  private toResponse(answer: ClusterAnswer, verb: 'create' | 'get'): Response {
    if (answer.kind === 'none') {
      if (!this.answered) this.silence ??= answer.detail;
      const sentence = renderEnglish(answer.detail);
      throw answer.reason === 'timeout'
        ? new DOMException(sentence, 'TimeoutError')
        : new Error(sentence);
    }
    this.answered = true;
    this.silence = undefined;
    const { status, body } = answer;
    const says = status >= 400 ? parseStatusMessage(body) : undefined;
    // A Kubernetes Status object comes from the API server, not from an Ethereum client.
    if (says !== undefined && status === 403) {
      this.denied = withServerMessage(
        missingPermission(verb, 'pods/proxy'),
        body,
      );
    }
    if (says !== undefined) {
      throw Object.assign(
        new Error(says),
        /connection refused/.test(says) ? { code: 'ECONNREFUSED' } : {},
      );
    }
    return new Response(STATUSES_WITHOUT_BODY.includes(status) ? null : body, {
      status,
    });
  }
}

function toHost({ pod, port }: PodTarget): string {
  return `${pod}:${port}`;
}
