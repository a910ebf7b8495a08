import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { currentFacts, planRequest } from '@nodeyard/blueprint';
import { parse } from 'yaml';
import { z } from 'zod';

// eslint-disable-next-line no-restricted-syntax
const file = resolve(
  __dirname,
  '../../../templates/create-ethereum-node/template.yaml',
);

const choiceSchema = z.object({
  enum: z.array(z.string()),
  default: z.string().optional(),
});
const templateSchema = z.object({
  spec: z.object({
    parameters: z.array(
      z.object({
        title: z.string(),
        required: z.array(z.string()).optional(),
        properties: z.record(
          z.string(),
          z.looseObject({ default: z.unknown().optional() }),
        ),
        dependencies: z
          .record(
            z.string(),
            z.object({
              oneOf: z.array(
                z.object({ properties: z.record(z.string(), z.unknown()) }),
              ),
            }),
          )
          .optional(),
      }),
    ),
    steps: z.array(
      z.object({
        id: z.string(),
        action: z.string(),
        if: z.string().optional(),
      }),
    ),
  }),
});

const document: unknown = parse(readFileSync(file, 'utf8'));
const template = templateSchema.parse(document);
const pages = template.spec.parameters;
const branches = (pages[1].dependencies?.network.oneOf ?? []).map(
  ({ properties }) =>
    z
      .object({
        network: choiceSchema,
        execution: choiceSchema,
        consensus: choiceSchema,
        history: choiceSchema,
      })
      .parse(properties),
);

/** Every combination of network, clients and history that the form lets people choose. */
const offered = branches.flatMap(({ network, execution, consensus, history }) =>
  network.enum.flatMap(n =>
    execution.enum.flatMap(e =>
      consensus.enum.flatMap(c => history.enum.map(h => [n, e, c, h] as const)),
    ),
  ),
);

describe('the template', () => {
  it('is one that the scaffolder reads', async () => {
    expect(
      await templateEntityV1beta3Validator.check(
        parse(readFileSync(file, 'utf8')),
      ),
    ).toBe(true);
  });

  it('has the pages Who, What, Where, Care and Repository', () => {
    expect(pages.map(page => page.title)).toEqual([
      'Who',
      'What',
      'Where',
      'Care',
      'Repository',
    ]);
  });

  it('needs no more than four answers', () => {
    const unanswered = pages.flatMap(({ required = [], properties }) =>
      required.filter(key => properties[key].default === undefined),
    );
    expect(unanswered.length).toBeLessThanOrEqual(4);
  });

  it('has no dash in the ID of a step, which an expression would take for a minus', () => {
    expect(
      template.spec.steps
        .map(step => step.id)
        .filter(id => !/^[a-zA-Z]+$/.test(id)),
    ).toEqual([]);
  });

  it('explains a failure', () => {
    expect(template.spec.steps.at(-1)).toMatchObject({
      action: 'debug:log',
      if: '${{ failure() }}',
    });
  });

  it.each(offered)(
    'offers %s with %s, %s and history %s, which can be deployed',
    (network, execution, consensus, history) => {
      const request = {
        apiVersion: 'nodeyard.io/v1',
        name: 'payments-eth',
        owner: 'group:default/payments',
        description: 'From the form',
        network,
        environments: ['local'],
        nodes: [{ execution, consensus, history }],
      };
      expect(planRequest(request, { now: new Date() })).toMatchObject({
        ok: true,
      });
    },
  );

  it('offers every network and every client that can be deployed', () => {
    const deployable = [
      ...Object.values(currentFacts.executionClients),
      ...Object.values(currentFacts.consensusClients),
    ].filter(client => client.deployable.chart);
    const chosen = new Set(offered.flat());
    expect(
      deployable.map(client => client.name).filter(name => !chosen.has(name)),
    ).toEqual([]);
    expect(
      Object.keys(currentFacts.networks).filter(name => !chosen.has(name)),
    ).toEqual([]);
  });

  it('does not ask for what cannot be deployed yet', () => {
    const asked = pages.flatMap(page => Object.keys(page.properties));
    const missing = Object.entries(currentFacts.features).filter(
      ([, capability]) => !capability.chart,
    );
    expect(
      missing.map(([name]) => name).filter(name => asked.includes(name)),
    ).toEqual([]);
  });
});
