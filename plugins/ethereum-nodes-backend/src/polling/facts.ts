import { nodeChangeKinds } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { NodeFact } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { NodeSample } from '@nodeyard/ethereum';
import { z } from 'zod';
import type { NodeChange } from '../store/KnownNode';
import { TRANSITION_RETENTION_MS } from '../store/resolutions';

/** Of a node; pools have many pods, each with a name of its own. */
export const MAX_FACTS = 200;

const line = (length: number) =>
  z
    .string()
    .max(length)
    .regex(/^[^\0]*$/, 'must not have a NUL in it');

const factSchema = z.object({
  kind: z.enum(nodeChangeKinds),
  subject: line(400),
  value: line(300),
  since: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  cause: line(300).optional(),
});

export const factsSchema = z.array(factSchema).max(MAX_FACTS);

/** Kinds whose values are digests, identifiers and counts: that they changed is all that they tell a person. */
const KINDS_WITHOUT_VALUES: ReadonlySet<NodeFact['kind']> = new Set([
  'configuration',
  'pod',
  'restart',
]);

/**
 * What changed about a node between two looks.
 *
 * A fact that is new, or not seen this time, is no change: a client that is down names no version, and a pod that is replaced is
 * absent for a while. What was last seen of them is kept to compare with.
 *
 * @param before - what was remembered of it, none for a node that is new
 * @param now - milliseconds since the epoch
 */
export function compareFacts(
  before: readonly NodeFact[],
  seen: readonly NodeFact[],
  now: number,
): { facts: NodeFact[]; changes: NodeChange[] } {
  const remembered = new Map(before.map(fact => [factKey(fact), fact]));
  const changes = seen.flatMap(fact => {
    const old = remembered.get(factKey(fact));
    return old && isChange(old, fact) ? [toChange(old, fact, now)] : [];
  });
  const seenKeys = new Set(seen.map(factKey));
  const facts = [
    ...seen,
    ...before.filter(fact => !seenKeys.has(factKey(fact))),
  ].slice(0, MAX_FACTS);
  return { facts, changes };
}

/** The versions that the clients of a sample name. */
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

/** A count of restarts that fell is that of another pod, which is a change of its own. */
function isChange(old: NodeFact, fact: NodeFact): boolean {
  return fact.kind === 'restart'
    ? Number(fact.value) > Number(old.value)
    : fact.value !== old.value;
}

function toChange(old: NodeFact, fact: NodeFact, now: number): NodeChange {
  const { kind, subject, cause, since = now } = fact;
  // A clock that is wrong dates nothing into the future, or to where it would be forgotten at once.
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
