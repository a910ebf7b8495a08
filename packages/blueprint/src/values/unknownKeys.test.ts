import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blueprintSource } from '../source';
import { isValues, settingsIn } from './setting';
import type { Values } from './setting';
import { describeUnknownSettings, findUnknownKeys } from './unknownKeys';

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
    expect(
      describeUnknownSettings(chart, settingsIn(values, 'values.yaml')),
    ).toEqual([`values.yaml: ${sentence}`]);
  });

  it('are reported in the spelling of their file', () => {
    expect(
      describeUnknownSettings(chart, [
        {
          path: ['nodeHealth', 'imgae', 'tag'],
          value: '1',
          layer: 'environments/production.yaml',
          at: ['nodes', 'geth-0', 'nodeHealth', 'imgae', 'tag'],
        },
        {
          path: ['extraContainers'],
          value: [{ name: 'a', imag: 'b' }],
          layer: 'values/ethereum/global.yaml',
          at: ['extraContainers'],
        },
      ]),
    ).toEqual([
      'environments/production.yaml: nodes.geth-0.nodeHealth.imgae is not a key of the chart. Did you mean image?',
      'values/ethereum/global.yaml: extraContainers[0].imag is not a key of the chart. Did you mean image?',
    ]);
  });

  it('are named once, whatever is below them', () => {
    expect(
      describeUnknownSettings(
        chart,
        settingsIn({ mish: { mode: 'none', mtls: 'STRICT' } }, 'a.yaml'),
      ),
    ).toEqual(['a.yaml: mish is not a key of the chart. Did you mean mesh?']);
  });

  it('are all named, in the order of the values', () => {
    expect(
      findUnknownKeys(chart, {
        podLables: {},
        mesh: { mod: 'none', callers: { namespace: [] } },
      }).map(({ path }) => path.join('.')),
    ).toEqual(['podLables', 'mesh.mod', 'mesh.callers.namespace']);
  });

  it('are absent where any key is valid: labels, variables, whole objects', () => {
    expect(
      findUnknownKeys(chart, {
        commonLabels: { anything: 'a' },
        secretEnv: { ANY_NAME: 'a' },
        extraObjects: [{ apiVersion: 'v1', whatever: { a: 1 } }],
      }),
    ).toEqual([]);
  });

  it('are not confused with the properties of a JavaScript object', () => {
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
