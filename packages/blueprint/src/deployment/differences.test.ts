import { diffNodes, diffGuards, parseDifferences } from './differences';
import type { Kubectl } from './kubectl';
import { renderedSchema } from './objects';

const service = (name: string) =>
  renderedSchema.parse({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
  });

/** As kubectl 1.34 prints it. */
const diffOf = (name: string, ...lines: string[]) =>
  [
    `diff -u -N /tmp/LIVE-1/v1.Service.ethereum.${name} /tmp/MERGED-2/v1.Service.ethereum.${name}`,
    `--- /tmp/LIVE-1/v1.Service.ethereum.${name}\t2026-11-23`,
    `+++ /tmp/MERGED-2/v1.Service.ethereum.${name}\t2026-11-23`,
    '@@ -1,2 +1,2 @@',
    ...lines,
    '',
  ].join('\n');

describe('parseDifferences', () => {
  it('names each object that differs, with its changed lines', () => {
    const output =
      diffOf('geth-0', '   name: geth-0', '-    tier: by-hand') +
      diffOf('besu-0', '+  type: NodePort');
    expect(
      parseDifferences(output, [service('geth-0'), service('besu-0')]),
    ).toEqual([
      { object: 'Service/geth-0', lines: ['-    tier: by-hand'] },
      { object: 'Service/besu-0', lines: ['+  type: NodePort'] },
    ]);
  });

  it('does not take a number of changes for a change', () => {
    expect(
      parseDifferences(
        diffOf('geth-0', '-  generation: 1', '+  generation: 2'),
        [service('geth-0')],
      ),
    ).toEqual([]);
  });

  it('keeps the first lines of a long difference', () => {
    const lines = Array.from({ length: 50 }, (_, line) => `+  a${line}: b`);
    const [difference] = parseDifferences(diffOf('geth-0', ...lines), [
      service('geth-0'),
    ]);
    expect(difference?.lines).toHaveLength(4);
  });
});

describe('differencesOf', () => {
  const node = renderedSchema.parse({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'geth-0' },
  });
  const desired = {
    environment: 'local',
    namespace: 'ethereum',
    objects: [service('geth-0'), node],
    workloads: [],
    releases: [],
    platformObjects: [],
  };
  const kinds = ['v1 Service', 'apps/v1 StatefulSet'];
  const changed = diffOf('geth-0', '+  type: NodePort');

  it('compares all objects in one call', async () => {
    const inputs: unknown[] = [];
    const kubectl: Kubectl = async (_, input) => {
      inputs.push(input);
      return { ok: true, value: { code: 1, stdout: changed, stderr: '' } };
    };
    expect(await diffNodes(kubectl, desired, kinds)).toMatchObject({
      ok: true,
      value: [{ object: 'Service/geth-0' }],
    });
    expect(inputs).toHaveLength(1);
  });

  it('reports the StatefulSet whose change the server refuses, and all other differences', async () => {
    const kubectl: Kubectl = async (_, input) =>
      input?.includes('StatefulSet')
        ? { ok: true, value: { code: 2, stdout: '', stderr: 'is forbidden\n' } }
        : { ok: true, value: { code: 1, stdout: changed, stderr: '' } };
    expect(await diffNodes(kubectl, desired, kinds)).toMatchObject({
      ok: true,
      value: [
        { object: 'Service/geth-0' },
        { object: 'StatefulSet/geth-0', lines: ['is forbidden'] },
      ],
    });
  });

  it('does not report a timeout as a difference', async () => {
    const kubectl: Kubectl = async (_, input) =>
      input?.includes('Service')
        ? { ok: true, value: { code: 2, stdout: '', stderr: 'is forbidden' } }
        : { ok: false, reason: 'the deadline has passed' };
    expect(
      await diffNodes(kubectl, { ...desired, objects: [node] }, kinds),
    ).toEqual({ ok: false, reason: 'the deadline has passed' });
  });
});

describe('guardDifferencesOf', () => {
  const limits = (namespace: string) =>
    renderedSchema.parse({
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'limits', namespace },
    });
  const fast = renderedSchema.parse({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
  });
  const desired = {
    environment: 'local',
    namespace: 'ethereum',
    objects: [],
    workloads: [],
    releases: [],
    platformObjects: [limits('ethereum'), limits('registry'), fast],
  };
  const kinds = ['v1 LimitRange', 'storage.k8s.io/v1 StorageClass'];
  const both = ['ethereum', 'registry'];
  const answering =
    (answer: (input: string) => [number, string, string?]): Kubectl =>
    async (args, input = '') => {
      expect(args).not.toContain('--namespace');
      const [code, stdout, stderr = ''] = answer(input);
      return { ok: true, value: { code, stdout, stderr } };
    };
  // As kubectl 1.34 prints it: of an object in a namespace, and of one that is not there.
  const hunk = (file: string, range: string, line: string) =>
    `diff -u -N /tmp/LIVE-1/${file} /tmp/MERGED-2/${file}\n--- a\n+++ b\n${range}\n${line}\n`;

  it('distinguishes objects of the same name in several namespaces, and missing objects from changed ones', async () => {
    const out =
      hunk('v1.LimitRange.registry.limits', '@@ -5,1 +5,1 @@', '+  memory: 1') +
      hunk('storage.k8s.io.v1.StorageClass..fast', '@@ -0,0 +1,9 @@', '+a: b');
    const kubectl = answering(() => [1, out]);
    expect(await diffGuards(kubectl, desired, kinds, both)).toEqual({
      ok: true,
      value: [
        { object: 'LimitRange/registry/limits', lines: ['+  memory: 1'] },
        { object: 'StorageClass/fast', missing: true, lines: ['+a: b'] },
      ],
    });
  });

  it('reports the objects that the server refuses to change, and compares the others', async () => {
    const refusal = 'The StorageClass "fast" is invalid: parameters: Forbidden';
    const kubectl = answering(input =>
      input.includes('StorageClass') ? [2, '', refusal] : [0, ''],
    );
    expect(await diffGuards(kubectl, desired, kinds, both)).toEqual({
      ok: true,
      value: [{ object: 'StorageClass/fast', lines: [refusal] }],
    });
  });

  it('compares nothing in a missing namespace, and returns unknown without permission', async () => {
    const asked: string[] = [];
    const none = answering(input => {
      asked.push(input);
      return [0, ''];
    });
    await diffGuards(none, desired, kinds, ['ethereum']);
    expect(asked.join()).not.toContain('registry');
    const may = answering(() => [
      2,
      '',
      'Error from server (Forbidden): limitranges "limits" is forbidden',
    ]);
    expect(await diffGuards(may, desired, kinds, both)).toMatchObject({
      ok: false,
    });
  });
});
