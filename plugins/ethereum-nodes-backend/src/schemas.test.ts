/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests of schemas share is no package */
import { ethereumNodePermissionRules } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { unboundedParts } from '@nodeyard/ethereum';
import { schemasIn } from '../../../tests/fuzz/schemasIn';
import * as configSchema from './configSchema';
import * as endpointRule from './endpoints/endpointRule';
import * as facts from './polling/facts';
import * as annotationSource from './sources/AnnotationSource';
import * as kubernetesPluginAccess from './sources/kubernetes/KubernetesPluginAccess';
import * as cronJobs from './sources/kubernetes/cronJobs';
import * as objects from './sources/kubernetes/objects';
import * as otherLocator from './sources/kubernetes/thirdParty/locator';
import * as pool from './sources/kubernetes/pool';
import * as workloads from './sources/kubernetes/workloads';
import * as storedSnapshot from './store/storedSnapshot';
import * as snapshotQueries from './store/SnapshotQueries';
import * as timelineQueries from './store/TimelineQueries';
import * as textSchema from './textSchema';

const schemas = schemasIn(
  {
    configSchema: configSchema.configSchema(),
    staticNodeSchema: configSchema.staticNodeSchema(),
  },
  endpointRule,
  annotationSource,
  kubernetesPluginAccess,
  cronJobs,
  { ...objects, listSchema: objects.listSchema(objects.podSchema) },
  otherLocator,
  pool,
  workloads,
  storedSnapshot,
  snapshotQueries,
  facts,
  timelineQueries,
  textSchema,
  Object.fromEntries(
    Object.values(ethereumNodePermissionRules).map(({ name, paramsSchema }) => [
      name,
      paramsSchema,
    ]),
  ),
);

describe('schemas of inputs of the backend', () => {
  it('are all included', () => {
    expect(schemas.length).toBeGreaterThanOrEqual(21);
  });

  it.each(schemas)(
    '%s bounds every number, text, list and map',
    (_, schema) => {
      expect(unboundedParts(schema)).toEqual([]);
    },
  );
});
