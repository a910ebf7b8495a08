import { nodeChangeKinds } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeFact } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { NodeSample } from '@nodeyard/ethereum';
import { z } from 'zod';
import type { NodeChange } from '../store/KnownNode';
import { TRANSITION_RETENTION_MS } from '../store/resolutions';

/** Facts of one node. Each pod of a pool has its own. */
export const MAX_FACTS = 200;

const line = (length: number) =>
  z
    .string()
    .max(length)
    .regex(/^[^\0]*$/, 'must not contain a NUL character');

const factSchema = z.object({
  kind: z.enum(nodeChangeKinds),
  subject: line(400),
  value: line(300),
  since: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  cause: line(300).optional(),
});

export const factsSchema = z.array(factSchema).max(MAX_FACTS);

/** Kinds whose values are digests, identifiers and counts, which changes do not show. */
const KINDS_WITHOUT_VALUES: ReadonlySet<NodeFact['kind']> = new Set([
  'configuration',
  'pod',
  'restart',
]);

/**
 * Changes of a node since the previous poll.
 *
 * A fact that is new or currently absent is not a change: a client that is down reports no version, and a pod that is replaced is
 * absent for a while. Absent facts are kept for later comparisons.
 *
 * @param before - stored facts, none for a new node
 * @param current - facts of this poll
 * @param now - milliseconds since the epoch
 */
export function compareFacts(
  before: readonly NodeFact[],
  current: readonly NodeFact[],
  now: number,
): { facts: NodeFact[]; changes: NodeChange[] } {
  const remembered = new Map(before.map(fact => [factKey(fact), fact]));
  const changes = current.flatMap(fact => {
    const old = remembered.get(factKey(fact));
    return old && isChange(old, fact) ? [toChange(old, fact, now)] : [];
  });
  const currentKeys = new Set(current.map(factKey));
  const facts = [
    ...current,
    ...before.filter(fact => !currentKeys.has(factKey(fact))),
  ].slice(0, MAX_FACTS);
  return { facts, changes };
}

/** Versions that the clients of a sample report. */
export function versionFacts(sample: NodeSample | undefined): NodeFact[] {
  if (!sample) return [];
  const { execution, consensus } = sample;
  return [
    { subject: 'execution', reply: execution },
    { subject: 'consensus', reply: consensus },
  ].flatMap(({ subject, reply }) => {
    const version = reply.kind === 'ok' ? reply.value.clientVersion : undefined;
    return version
      ? [{ kind: 'version', subject, value: version.slice(0, 200) } as const]
      : [];
  });
}

function factKey({ kind, subject }: NodeFact): string {
  return `${kind} ${subject}`;
}

/** A lower number of restarts belongs to a new pod, which is a separate change. */
function isChange(old: NodeFact, fact: NodeFact): boolean {
  return fact.kind === 'restart'
    ? Number(fact.value) > Number(old.value)
    : fact.value !== old.value;
}

function toChange(old: NodeFact, fact: NodeFact, now: number): NodeChange {
  const { kind, subject, cause, since = now } = fact;
  // Ignores times of a wrong clock: in the future, or beyond the retention.
  const at =
    since <= now && since > now - TRANSITION_RETENTION_MS ? since : now;
  return {
    kind,
    subject,
    at,
    cause,
    ...(!KINDS_WITHOUT_VALUES.has(kind) && {
      before: old.value,
      after: fact.value,
    }),
  };
}
