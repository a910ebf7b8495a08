import { z } from 'zod';
import { number, anyText } from './bounds';
import { objectSchema } from './cluster';

export const leaseSchema = objectSchema.extend({
  spec: z
    .looseObject({
      holderIdentity: anyText.nullish(),
      renewTime: anyText.nullish(),
      leaseDurationSeconds: number.nullish(),
      leaseTransitions: number.nullish(),
    })
    .optional(),
});
export type Lease = z.infer<typeof leaseSchema>;

/** Who takes a Lease, and for how long. */
export interface Tenancy {
  holder: string;
  seconds: number;
  now: () => number;
}

/** A holder with another configuration may have taken it for longer, but nobody waits for longer than this. */
const LONGEST_SECONDS = 3_600;

/** Changes when its holder renews it, and only then: whoever changes a label is no sign of the holder's life. */
export function renewalOf({ spec }: Lease): string {
  return `${spec?.holderIdentity} ${spec?.renewTime} ${spec?.leaseTransitions}`;
}

/** How long it lasts without being renewed: what its holder took it for counts as well as what we would. */
export function lengthOf({ spec }: Lease, seconds: number): number {
  const theirs = Math.min(spec?.leaseDurationSeconds ?? 0, LONGEST_SECONDS);
  return theirs > Math.ceil(seconds) ? theirs : seconds;
}

/** The patch that takes it, if it is still as it was read. */
export function taking(
  { metadata: { resourceVersion }, spec: before }: Lease,
  tenancy: Tenancy,
) {
  const spec = {
    ...renewedBy(tenancy),
    acquireTime: microTime(tenancy.now()),
    leaseTransitions: (before?.leaseTransitions ?? 0) + 1,
  };
  return { metadata: { resourceVersion }, spec };
}

/** The patch that renews it, if it is still as it was read. */
export function renewing(
  { metadata: { resourceVersion } }: Lease,
  tenancy: Tenancy,
) {
  return { metadata: { resourceVersion }, spec: renewedBy(tenancy) };
}

/** The patch that lets the next one begin at once. */
export function releasing({ metadata: { resourceVersion } }: Lease) {
  return { metadata: { resourceVersion }, spec: { holderIdentity: null } };
}

function renewedBy({ holder, seconds, now }: Tenancy) {
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
