import { z } from 'zod';
import { boundedNumber, boundedText } from './bounds';
import { objectSchema } from './cluster';

export const leaseSchema = objectSchema.extend({
  spec: z
    .looseObject({
      holderIdentity: boundedText.nullish(),
      renewTime: boundedText.nullish(),
      leaseDurationSeconds: boundedNumber.nullish(),
      leaseTransitions: boundedNumber.nullish(),
    })
    .optional(),
});
export type Lease = z.infer<typeof leaseSchema>;

/** Holder and duration of a Lease. */
export interface LeaseTerms {
  holder: string;
  seconds: number;
  now: () => number;
}

/** A holder with another configuration may use a longer duration, up to this limit. */
const MAX_SECONDS = 3_600;

/** Changes with each renewal, and not with labels. */
export function renewalKey({ spec }: Lease): string {
  return `${spec?.holderIdentity} ${spec?.renewTime} ${spec?.leaseTransitions}`;
}

/** Duration without renewal after which it expires: the longer of the holder's and ours. */
export function leaseDuration({ spec }: Lease, seconds: number): number {
  const theirs = Math.min(spec?.leaseDurationSeconds ?? 0, MAX_SECONDS);
  return theirs > Math.ceil(seconds) ? theirs : seconds;
}

/** Patch that acquires the Lease, conditional on its resourceVersion. */
export function acquirePatch(
  { metadata: { resourceVersion }, spec: before }: Lease,
  terms: LeaseTerms,
) {
  const spec = {
    ...renewalSpec(terms),
    acquireTime: microTime(terms.now()),
    leaseTransitions: (before?.leaseTransitions ?? 0) + 1,
  };
  return { metadata: { resourceVersion }, spec };
}

/** Patch that renews the Lease, conditional on its resourceVersion. */
export function renewPatch(
  { metadata: { resourceVersion } }: Lease,
  terms: LeaseTerms,
) {
  return { metadata: { resourceVersion }, spec: renewalSpec(terms) };
}

/** Patch that releases the Lease. */
export function releasePatch({ metadata: { resourceVersion } }: Lease) {
  return { metadata: { resourceVersion }, spec: { holderIdentity: null } };
}

function renewalSpec({ holder, seconds, now }: LeaseTerms) {
  return {
    holderIdentity: holder,
    leaseDurationSeconds: Math.ceil(seconds),
    renewTime: microTime(now()),
  };
}

/** MicroTime of the Lease API. */
function microTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
