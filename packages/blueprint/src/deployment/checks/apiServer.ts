import { z } from 'zod';
import type { Check } from '../check';
import { policySchema } from '../objects';
import { deployCommand, renderedObjects } from './lookup';

const TASK_LABEL = 'ethereum.nodeyard.io/task';

type Policy = z.infer<typeof policySchema>;

const ruleSchema = z.looseObject({
  to: z
    .array(
      z.looseObject({
        ipBlock: z.looseObject({ cidr: z.string() }).optional(),
      }),
    )
    .optional(),
});

/** CIDRs of the first rule, which is that for the API server; undefined for any address. */
function rangesOf({ spec: { egress } }: Policy): string[] | undefined {
  return ruleSchema
    .safeParse(egress[0])
    .data?.to?.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.cidr] : []));
}

const apiServer: Check = {
  name: 'api-server',
  title:
    'Snapshot orchestrators may call the API server, and nothing else there',
  needs: ['policies'],
  judge: ({ desired, observed }) =>
    renderedObjects(desired, 'NetworkPolicy', policySchema)
      .filter(({ spec }) => spec.podSelector.matchLabels[TASK_LABEL] === 'run')
      .filter(({ spec }) => spec.egress.length > 1)
      .flatMap(policy => {
        const { name } = policy.metadata;
        const about = `NetworkPolicy/${name}`;
        const asked = rangesOf(policy);
        if (asked === undefined) {
          return [
            {
              about,
              problem:
                'allows any address on the ports of the API server, because its address is unknown',
              run: `scripts/operate/api-server.sh --environment=${desired.environment}   # or name it in networkPolicy.apiServerTo`,
              warning: true as const,
            },
          ];
        }
        const live = observed.policies.find(
          found => found.metadata.name === name,
        );
        const open = live && rangesOf(live);
        const closed = open && asked.filter(range => !open.includes(range));
        return closed && closed.length > 0
          ? [
              {
                about,
                problem: `does not allow the API server at ${closed.join(
                  ', ',
                )}, only ${open.join(
                  ', ',
                )}: the address has changed since the deployment, and no snapshot can be taken`,
                run: deployCommand(desired),
              },
            ]
          : [];
      }),
};

export const apiServerChecks: readonly Check[] = [apiServer];
