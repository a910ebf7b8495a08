import { setTimeout as wait } from 'node:timers/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { z } from 'zod';

jest.setTimeout(180_000);

const templateSchema = z.object({
  metadata: z.object({ annotations: z.record(z.string(), z.string()) }),
  spec: z.object({
    owner: z.string().optional(),
    parameters: z.array(
      z.looseObject({ title: z.string(), properties: z.looseObject({}) }),
    ),
  }),
});
const hostSchema = z.object({ enum: z.array(z.string()), default: z.string() });

describe('the template in a real catalog', () => {
  let stop: () => Promise<void>;
  afterEach(() => stop());

  /** What the catalog has of the template, once it has processed what it was given. */
  async function templateWith(
    config: JsonObject,
    name = 'create-ethereum-node',
  ) {
    const backend = await startTestBackend({
      features: [
        import('@backstage/plugin-catalog-backend'),
        import(
          '@backstage/plugin-catalog-backend-module-scaffolder-entity-model'
        ),
        import('./index'),
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              gitlab: [{ host: 'gitlab.com', token: 'glpat-canary' }],
              github: [{ host: 'github.com' }],
            },
            ...config,
          },
        }),
      ],
    });
    stop = () => backend.stop();
    for (let left = 600; left > 0; left--) {
      const { status, body } = await request(backend.server).get(
        `/api/catalog/entities/by-name/template/default/${name}`,
      );
      if (status === 200) return templateSchema.parse(body);
      await wait(100);
    }
    throw new Error('the catalog has no template after a minute');
  }

  it('has the hosts of this Backstage and the configured owner, and needs no rule', async () => {
    const { metadata, spec } = await templateWith({
      scaffolder: {
        ethereumNodes: { template: { owner: 'group:default/platform' } },
      },
    });
    expect(metadata.annotations['backstage.io/managed-by-location']).toMatch(
      /^package:/,
    );
    expect(spec.owner).toBe('group:default/platform');
    const page = spec.parameters.find(({ title }) => title === 'Repository');
    expect(hostSchema.parse(page?.properties.host)).toEqual({
      default: 'gitlab',
      enum: ['gitlab'],
    });
    expect(JSON.stringify(spec)).not.toContain('canary');
  });

  it.each(['change-ethereum-node', 'update-ethereum-blueprint'])(
    'has %s beside it',
    async name => {
      const { spec } = await templateWith({}, name);
      expect(spec.parameters[0]?.properties).toHaveProperty('entity');
    },
  );

  it('comes from a location with templates allowed if the module leaves it to that, with every host', async () => {
    const target = resolvePackagePath(
      '@nodeyard/backstage-plugin-scaffolder-backend-module-ethereum-nodes',
      'templates/create-ethereum-node/template.yaml',
    );
    const { metadata, spec } = await templateWith({
      scaffolder: { ethereumNodes: { template: { enabled: false } } },
      catalog: {
        locations: [{ type: 'file', target, rules: [{ allow: ['Template'] }] }],
      },
    });
    expect(metadata.annotations['backstage.io/managed-by-location']).toBe(
      `file:${target}`,
    );
    expect(spec.owner).toBeUndefined();
    expect(JSON.stringify(spec)).toContain('giteaUrl');
  });
});
