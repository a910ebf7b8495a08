import { z } from 'zod';
import { inNamespace, startAgain } from './network';
import { type NodeName, releaseOf } from './nodes';

const statefulSetSchema = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({ containers: z.array(z.object({ name: z.string() })) }),
    }),
  }),
});

/** EthereumJS serves its metrics at another path than geth: Kubernetes' probes of the process look there. */
export async function probesOfEthereumjs(name: NodeName): Promise<void> {
  const release = releaseOf(name);
  const json = await inNamespace(
    'get',
    'statefulset',
    release,
    '--output=json',
  );
  const { containers } = statefulSetSchema.parse(JSON.parse(json)).spec.template
    .spec;
  const index = containers.findIndex(
    container => container.name === 'execution',
  );
  const patch = ['startupProbe', 'livenessProbe'].map(probe => ({
    op: 'replace',
    path: `/spec/template/spec/containers/${index}/${probe}/httpGet/path`,
    value: '/metrics',
  }));
  await inNamespace(
    'patch',
    'statefulset',
    release,
    '--type=json',
    '--patch',
    JSON.stringify(patch),
  );
  await startAgain(name);
}
