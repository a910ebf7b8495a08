import { z } from 'zod';
import { boundedRecord, text } from '../health/bounds';

/** A DNS label, or the beginning of one. */
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

const guards = z.strictObject({
  podSecurity: z.enum(['restricted', 'baseline', 'privileged']).optional(),
  defaultDeny: z
    .array(z.enum(['Ingress', 'Egress']))
    .max(2)
    .optional(),
});

/** `files/namespaces/reserved.yaml` of the chart. */
export const reservedNamespacesSchema = z.strictObject({
  name: text,
  source: z.array(z.url()).min(1).max(20),
  layers: boundedRecord(
    name,
    z.strictObject({ part: name, reason: text, guards: guards.optional() }),
    50,
  ),
  prefixes: boundedRecord(name, text, 200),
  names: boundedRecord(name, text, 500),
});
