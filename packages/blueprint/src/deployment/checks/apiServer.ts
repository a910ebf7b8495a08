import { z } from 'zod';
import type { Check } from '../check';
import { policySchema } from '../objects';
import { deploy, rendered } from './lookup';

const taskLabel = 'ethereum.nodeyard.io/task';

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

/** Ranges that the first rule lets through, which is the one to the API server; undefined where it is any address. */
function rangesOf({ spec: { egress } }: Policy): string[] | undefined {
  return ruleSchema
    .safeParse(egress[0])
    .data?.to?.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.cidr] : []));
}

const apiServer: Check = {
  name: 'api-server',
  title: 'What takes snapshots may call the API server, and nothing else there',
  needs: ['policies'],
  judge: ({ wanted, seen }) =>
    rendered(wanted, 'NetworkPolicy', policySchema)
      .filter(({ spec }) => spec.podSelector.matchLabels[taskLabel] === 'run')
      .filter(({ spec }) => spec.egress.length > 1)
      .flatMap(policy => {
        const { name } = policy.metadata;
        const about = `NetworkPolicy/${name}`;
        const asked = rangesOf(policy);
        if (asked === undefined)
          return [
            {
              about,
              problem:
                'lets it call any address on the ports of the API server, because nothing says where that is',
              run: `scripts/operate/api-server.sh --environment=${wanted.environment}   # or name it in networkPolicy.apiServerTo`,
              warning: true as const,
            },
          ];
        const live = seen.policies.find(found => found.metadata.name === name);
        const open = live && rangesOf(live);
        const closed = open && asked.filter(range => !open.includes(range));
        return closed && closed.length > 0
          ? [
              {
                about,
                problem: `does not let it call the API server at ${closed.join(
                  ', ',
                )}, but at ${open.join(
                  ', ',
                )}: the address has changed since the deployment, and no snapshot can be taken`,
                run: deploy(wanted),
              },
            ]
          : [];
      }),
};

export const apiServerChecks: readonly Check[] = [apiServer];
