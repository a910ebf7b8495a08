import { observe } from './observe';
import { workloadSchema } from './objects';

const labels = { node: 'geth-0' };
const container = (name: string) => ({ name, image: 'image:1' });

/** A kubectl that knows one pod. */
const clusterWith = (spec: object) => {
  const asked: string[] = [];
  const pod = {
    kind: 'Pod',
    metadata: { name: 'geth-0-0', labels },
    spec,
    status: { phase: 'Running' },
  };
  return {
    asked,
    run: async (_: string, args: readonly string[]) => {
      asked.push(args.join(' '));
      const stdout = args.includes('json')
        ? JSON.stringify({ items: [pod] })
        : '{"gitVersion": "v1.34.4"}';
      return { ok: true as const, value: { code: 0, stdout, stderr: '' } };
    },
  };
};

const desired = {
  environment: 'local',
  namespace: 'ethereum',
  objects: [],
  releases: [],
  platformObjects: [],
  workloads: [
    workloadSchema.parse({
      kind: 'StatefulSet',
      metadata: { name: 'geth-0' },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [container('execution')] },
        },
      },
    }),
  ],
};

describe('observe', () => {
  it.each([
    [
      'a native sidecar, which is an init container',
      {
        initContainers: [container('node-health')],
        containers: [container('execution')],
      },
    ],
    [
      'one among the containers, as older charts have it',
      { containers: [container('execution'), container('node-health')] },
    ],
  ])('asks %s', async (_, spec) => {
    const cluster = clusterWith(spec);
    const { observed } = await observe(desired, cluster);
    expect([...observed.sidecars.keys()]).toEqual(['geth-0-0']);
    expect(cluster.asked.join('\n')).toContain(
      '/pods/geth-0-0:8099/proxy/status',
    );
  });

  it('requests nothing from a pod without a sidecar', async () => {
    const cluster = clusterWith({ containers: [container('execution')] });
    const { observed } = await observe(desired, cluster);
    expect([...observed.sidecars.keys()]).toEqual([]);
  });

  it.each([
    ['a page to sign in', '<html><body>Sign in</body></html>'],
    ['an answer without a version', '{}'],
  ])('returns unknown if %s answers', async (_, stdout) => {
    const { unavailable } = await observe(desired, {
      run: async () => ({ ok: true, value: { code: 0, stdout, stderr: '' } }),
    });
    expect(unavailable.get('cluster')).toContain('has an unexpected answer');
    expect(unavailable.get('differences')).toBe('the cluster does not answer');
  });

  it('takes the time after all reads, so that a slow cluster makes no clock look wrong', async () => {
    let time = 0;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => time);
    const cluster = clusterWith({ containers: [container('execution')] });
    const { now } = await observe(desired, {
      run: async (program, args) => {
        time += 10_000;
        return cluster.run(program, args);
      },
    });
    clock.mockRestore();
    expect(now).toBe(time);
  });
});
