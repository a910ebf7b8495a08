import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { currentFacts, planRequest } from '@nodeyard/blueprint';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';

// eslint-disable-next-line no-restricted-syntax
const root = resolve(__dirname, '../../..');
const file = resolve(root, 'templates/create-ethereum-node/template.yaml');

const choiceSchema = z.object({
  enum: z.array(z.string()),
  default: z.string().optional(),
});
type Choices = Record<string, string[]>;

const pageSchema = z.object({
  properties: z.record(
    z.string(),
    z.looseObject({ default: z.unknown().optional() }),
  ),
  get dependencies() {
    return z
      .record(z.string(), z.object({ oneOf: z.array(pageSchema) }))
      .optional();
  },
});
const pickerSchema = z.object({
  pattern: z.string(),
  'ui:options': z.object({ allowedHosts: z.tuple([z.string()]) }),
});
const entitySchema = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
});
const productionSchema = z.object({
  catalog: z.object({
    locations: z.array(
      z.object({
        target: z.string(),
        rules: z.array(z.object({ allow: z.array(z.string()) })),
      }),
    ),
  }),
});
const templateSchema = z.object({
  spec: z.object({
    owner: z.string(),
    parameters: z.array(
      pageSchema.extend({
        title: z.string(),
        required: z.array(z.string()).optional(),
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
/** Everything that a page lets people choose together: its own choices with those that depend on one of them. */
function choicesOf(page: z.infer<typeof pageSchema>): Choices[] {
  const own = Object.fromEntries(
    Object.entries(page.properties).flatMap(([key, property]) => {
      const choice = choiceSchema.safeParse(property);
      return choice.success ? [[key, choice.data.enum]] : [];
    }),
  );
  return Object.values(page.dependencies ?? {}).reduce<Choices[]>(
    (branches, { oneOf }) =>
      branches.flatMap(choices =>
        oneOf.flatMap(branch =>
          choicesOf(branch).map(further => ({ ...choices, ...further })),
        ),
      ),
    [own],
  );
}

/** Every combination of network, clients and history that the form lets people choose. */
const offered = choicesOf(pages[1]).flatMap(
  ({ network, execution, consensus, history }) =>
    network.flatMap(n =>
      execution.flatMap(e =>
        consensus.flatMap(c => history.map(h => [n, e, c, h] as const)),
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

  it('gives each Git host a picker of its own, which takes no other host', () => {
    const hosts = choiceSchema.parse(pages[4].properties.host).enum;
    const branches = pages[4].dependencies?.host.oneOf ?? [];
    const pickers = branches.map(({ properties: { host, ...pickersOf } }) => [
      ...choiceSchema.parse(host).enum,
      ...Object.values(pickersOf).map(property => {
        const picker = pickerSchema.parse(property);
        const [allowed] = picker['ui:options'].allowedHosts;
        const takes = new RegExp(picker.pattern);
        return [allowed, takes.test(`${allowed}?owner=a&repo=b`)];
      }),
    ]);
    expect(pickers).toEqual([
      ['local'],
      ['github', ['github.com', true]],
      ['gitlab', ['gitlab.com', true]],
      ['gitea', ['gitea.com', true]],
    ]);
    expect(hosts).toEqual(pickers.map(([host]) => host));
  });

  it('is owned by a group that production loads with it', () => {
    const production = productionSchema.parse(
      parse(readFileSync(resolve(root, 'app-config.production.yaml'), 'utf8')),
    );
    const loaded = production.catalog.locations.map(({ target, rules }) => {
      const [{ kind, metadata }] = parseAllDocuments(
        readFileSync(resolve(root, target), 'utf8'),
      ).map(entity => entitySchema.parse(entity.toJS()));
      expect(rules.flatMap(({ allow }) => allow)).toContain(kind);
      return `${kind}:default/${metadata.name}`.toLowerCase();
    });
    expect(loaded).toContain(template.spec.owner);
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
        nodes: [
          consensus === 'caplin'
            ? { execution, history }
            : { execution, consensus, history },
        ],
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
