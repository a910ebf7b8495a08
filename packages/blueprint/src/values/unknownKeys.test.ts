import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blueprintSource } from '../source';
import { isValues } from './setting';
import type { Values } from './setting';
import { describeUnknownKey, findUnknownKeys } from './unknownKeys';

const schemaOf = (chart: string): Values => {
  const schema: unknown = JSON.parse(
    readFileSync(
      join(blueprintSource().root, 'charts', chart, 'values.schema.json'),
      'utf8',
    ),
  );
  if (!isValues(schema)) throw new Error(`${chart} has no schema`);
  return schema;
};
const chart = schemaOf('ethereum-infrastructure');

describe('unknown keys of values', () => {
  it.each<[string, Values, string]>([
    [
      'at the top',
      { netwrok: 'sepolia' },
      'netwrok is not a key of the chart. Did you mean network?',
    ],
    [
      'of an image',
      { nodeHealth: { image: { repositry: 'a' } } },
      'nodeHealth.image.repositry is not a key of the chart. Did you mean repository?',
    ],
    [
      'of an item of a list',
      { extraContainers: [{ name: 'a' }, { imagePulPolicy: 'Always' }] },
      'extraContainers[1].imagePulPolicy is not a key of the chart. Did you mean imagePullPolicy?',
    ],
    [
      'far below',
      {
        extraContainers: [
          { livenessProbe: { httpGet: { prot: 1, path: '/' } } },
        ],
      },
      'extraContainers[0].livenessProbe.httpGet.prot is not a key of the chart. Did you mean port?',
    ],
    [
      'that resembles no other',
      { serviceAccount: { role: 'a' } },
      'serviceAccount.role is not a key of the chart. Known keys: create, name, annotations, automount.',
    ],
  ])('are named %s', (_, values, sentence) => {
    expect(findUnknownKeys(chart, values).map(describeUnknownKey)).toEqual([
      sentence,
    ]);
  });

  it('are all named, in the order of the values', () => {
    expect(
      findUnknownKeys(chart, {
        podLables: {},
        mesh: { mod: 'none', callers: { namespace: [] } },
      }).map(({ path }) => path.join('.')),
    ).toEqual(['podLables', 'mesh.mod', 'mesh.callers.namespace']);
  });

  it('are none where keys are free: labels, variables, whole objects', () => {
    expect(
      findUnknownKeys(chart, {
        commonLabels: { anything: 'a' },
        secretEnv: { ANY_NAME: 'a' },
        extraObjects: [{ apiVersion: 'v1', whatever: { a: 1 } }],
      }),
    ).toEqual([]);
  });

  it('are none of the keys of a JavaScript object', () => {
    expect(
      findUnknownKeys(chart, { constructor: {}, toString: '' }).map(
        ({ path }) => path,
      ),
    ).toEqual([['constructor'], ['toString']]);
  });

  it.each([
    'ethereum-infrastructure',
    'ethereum-network',
    'local-registry',
    'platform',
  ])('are found by the schema of %s', name => {
    expect(findUnknownKeys(schemaOf(name), { 'no-such-key': 1 })).toHaveLength(
      1,
    );
  });
});
