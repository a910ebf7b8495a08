import { z } from 'zod';
import { labelKey, selectorFault } from './labelSelector';

const name = z.string().min(1).max(255);

const selector = z
  .string()
  .max(1000)
  .superRefine((text, context) => {
    const fault = selectorFault(text);
    if (fault !== undefined) {
      context.addIssue(
        `"${fault}" is not a valid part of a label selector: use key=value, key!=value, key in (a, b), key notin (a, b), key or !key`,
      );
    }
  });

const label = z
  .string()
  .max(317)
  .regex(labelKey, {
    error: issue =>
      `"${String(
        issue.input,
      )}" is not a label key such as app.kubernetes.io/instance`,
  });

const INVALID_PORT = {
  error: (issue: { input?: unknown }) =>
    `"${String(
      issue.input,
    )}" is not a port: use the name of a container port, such as http-rpc, or its number`,
};

/** A container port by name, or by number, which need not be declared. */
const port = z.union(
  [
    z.number().int(INVALID_PORT).min(1, INVALID_PORT).max(65_535, INVALID_PORT),
    z
      .string()
      .max(15, INVALID_PORT)
      .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, INVALID_PORT),
  ],
  INVALID_PORT,
);

/** A rule for nodes of third-party charts; config.d.ts documents it. */
export const thirdPartyRuleSchema = <
  Network extends z.ZodType<string>,
  Ref extends z.ZodType<string>,
>(
  network: Network,
  entityRef: Ref,
) =>
  z
    .strictObject({
      selector,
      clusters: z.array(name).min(1).max(1000).optional(),
      executionPort: port,
      consensus: z
        .strictObject({
          port,
          selector: selector.optional(),
          pairBy: label.default('app.kubernetes.io/instance'),
        })
        .optional(),
      network: network.optional(),
      networkLabel: label.optional(),
      nameLabel: label.optional(),
      executionClient: name.optional(),
      consensusClient: name.optional(),
      owner: entityRef.optional(),
    })
    .refine(
      ({ network: fixed, networkLabel }) =>
        fixed === undefined || networkLabel === undefined,
      'has both "network" and "networkLabel": remove one of them',
    );

export type ThirdPartyRule = z.output<
  ReturnType<typeof thirdPartyRuleSchema<z.ZodString, z.ZodString>>
>;
