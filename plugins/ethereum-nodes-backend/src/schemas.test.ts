import { ethereumNodePermissionRules } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { unboundedParts } from '@nodeyard/ethereum';
import { z } from 'zod';
import * as configSchema from './configSchema';
import * as readNodeQuery from './readNodeQuery';
import * as pluginGateway from './sources/kubernetes/KubernetesPluginGateway';
import * as objects from './sources/kubernetes/objects';
import * as pool from './sources/kubernetes/pool';
import * as workloads from './sources/kubernetes/workloads';
import * as storedSnapshot from './store/storedSnapshot';
import * as snapshotQueries from './store/SnapshotQueries';
import * as textSchema from './textSchema';

const exported = [
  {
    configSchema: configSchema.configSchema(),
    staticNodeSchema: configSchema.staticNodeSchema(),
  },
  readNodeQuery,
  pluginGateway,
  { ...objects, listSchema: objects.listSchema(objects.podSchema) },
  pool,
  workloads,
  storedSnapshot,
  snapshotQueries,
  textSchema,
].flatMap((module): Array<[string, unknown]> => Object.entries(module));
const rules = Object.values(ethereumNodePermissionRules).map(
  ({ name, paramsSchema }): [string, unknown] => [name, paramsSchema],
);
const schemas = [...exported, ...rules].filter(
  (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
);

describe('schemas of what the backend reads', () => {
  it('are found', () => {
    expect(schemas.length).toBeGreaterThanOrEqual(18);
  });

  it.each(schemas)(
    '%s bounds every number, text, list and map',
    (_, schema) => {
      expect(unboundedParts(schema)).toEqual([]);
    },
  );
});
