/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { resolveParameterSteps } from '@backstage/plugin-scaffolder-common/alpha';
import type { JsonValue } from '@backstage/types';
import { currentFacts, planRequest } from '@nodeyard/blueprint';
import { formFields } from '@nodeyard/blueprint/form';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../../../tests/ensurePresent';
import { answers, root, templateText } from './__testUtils__/Scaffolder';

const choiceSchema = z.object({
  enum: z.array(z.string()),
  default: z.string().optional(),
});
type Choices = Record<string, string[]>;
/** What the page of clients lets people choose. */
const clientChoicesSchema = z.object({
  execution: z.array(z.string()),
  consensus: z.array(z.string()),
  history: z.array(z.string()),
});
/** What the page of clients answers by itself. */
const clientDefaultsSchema = z.looseObject({
  execution: z.string(),
  consensus: z.string(),
  history: z.string(),
});

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
/** A text field that says what is wrong in the words of the request. */
const textFieldSchema = z.object({
  title: z.string(),
  pattern: z.string(),
  errorMessage: z.object({ pattern: z.string() }),
  default: z.string().optional(),
});
const numberFieldSchema = z.object({
  default: z.number(),
  minimum: z.number(),
  maximum: z.number(),
});
const entitySchema = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
});
const configSchema = z.object({
  catalog: z.object({
    locations: z.array(
      z.object({
        target: z.string(),
        rules: z.array(z.object({ allow: z.array(z.string()) })).optional(),
      }),
    ),
  }),
  scaffolder: z.object({
    ethereumNodes: z.object({ template: z.object({ owner: z.string() }) }),
  }),
});
const templateSchema = z.object({
  spec: z.object({
    parameters: z.array(
      pageSchema.extend({
        title: z.string(),
        when: z.string().optional(),
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

const template = templateSchema.parse(parse(templateText));
const pages = template.spec.parameters;
/** Which pages are asked for some answers, and which of the answers stay, as Backstage has it. */
const resolved = (changes: Record<string, JsonValue>) =>
  resolveParameterSteps(
    changes,
    pages.map(({ when, ...schema }) => ({
      schema: JSON.parse(JSON.stringify(schema)),
      when,
    })),
  );
/** The pages that are asked for some answers. */
function asked(changes: Record<string, JsonValue>) {
  const { visible } = resolved(changes);
  return pages.filter((_, index) => visible[index]);
}
/** The page with a title that is asked for some answers. */
function pageOf(title: string, changes: Record<string, JsonValue> = answers) {
  const page = asked(changes).find(candidate => candidate.title === title);
  if (!page) throw new Error(`there is no page "${title}"`);
  return page;
}
const networkNames = choiceSchema.parse(
  pageOf('Where').properties.network,
).enum;
/** The page of clients for each network. */
const clientPages = networkNames.map(
  network => [network, pageOf('Clients', { ...answers, network })] as const,
);
const snapshotChoices = ['none', 'take', 'start', 'both'];
/** The questions about snapshots, by the choice that asks them. */
const snapshotPages = snapshotChoices.flatMap(snapshots =>
  asked({ ...answers, snapshots }).filter(({ title }) => title === 'Snapshots'),
);
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

/** What a page answers by itself: its own defaults, and those of the branches that they lead to. */
function defaultsOf(
  page: z.infer<typeof pageSchema>,
  answered: Record<string, string> = {},
): Record<string, string> {
  const own = {
    ...answered,
    ...Object.fromEntries(
      Object.entries(page.properties).flatMap(([key, property]) =>
        typeof property.default === 'string' ? [[key, property.default]] : [],
      ),
    ),
  };
  return Object.entries(page.dependencies ?? {}).reduce(
    (chosen, [key, { oneOf }]) => {
      const branch = oneOf.find(({ properties }) =>
        choiceSchema
          .parse(properties[key])
          .enum.includes(ensurePresent(chosen[key])),
      );
      return branch ? defaultsOf(branch, chosen) : chosen;
    },
    own,
  );
}

/** Every combination of network, clients and history that the form lets people choose. */
const offered = clientPages.flatMap(([network, page]) =>
  choicesOf(page)
    .map(choices => clientChoicesSchema.parse(choices))
    .flatMap(({ execution, consensus, history }) =>
      execution.flatMap(e =>
        consensus.flatMap(c => history.map(h => [network, e, c, h] as const)),
      ),
    ),
);

/** What becomes of a request with these answers. */
function planned(changes: object) {
  return planRequest(
    {
      apiVersion: 'nodeyard.io/v1',
      name: 'payments-eth',
      owner: 'group:default/payments',
      description: 'From the form',
      network: 'sepolia',
      nodes: [{ execution: 'geth', consensus: 'lighthouse' }],
      ...changes,
    },
    { now: new Date() },
  );
}

describe('the template', () => {
  it('is valid for the scaffolder', async () => {
    expect(
      await templateEntityV1beta3Validator.check(parse(templateText)),
    ).toBe(true);
  });

  it.each<[string, Record<string, JsonValue>, string[]]>([
    ['few', {}, []],
    [
      'settings of snapshots, if they are enabled',
      { snapshots: 'start' },
      ['Snapshots'],
    ],
    [
      'settings of a pool, if it is enabled',
      { servePool: 'add' },
      ['Serve pool'],
    ],
    [
      'both, if both are enabled',
      { snapshots: 'take', servePool: 'add' },
      ['Snapshots', 'Serve pool'],
    ],
  ])('asks %s, and no page has a single question', (_, changes, more) => {
    const shown = asked({ ...answers, ...changes });
    expect(shown.map(page => page.title)).toEqual([
      'Who',
      'Where',
      'Clients',
      'Options',
      ...more,
      'Repository',
    ]);
    for (const { title, properties, dependencies } of shown) {
      const { plan, check, nameCheck, ...questions } = properties;
      expect([
        title,
        Object.keys(questions).length + (dependencies ? 1 : 0),
      ]).not.toEqual([title, 1]);
    }
  });

  it('drops answers to hidden questions', () => {
    const { values } = resolved({
      ...answers,
      snapshots: 'none',
      servePool: 'none',
      bucket: 's3://eth-snapshots/payments',
      fewestNodes: 2,
      poolStart: 'latest',
    });
    expect(values).toEqual(answers);
  });

  it('has the plan on steps whose answers can contradict each other, and shows no field without its module', () => {
    const planOn = ({ title, properties }: (typeof pages)[number]) =>
      properties[title === 'Repository' ? 'plan' : 'check'];
    const withoutPlan = ['Options'];
    expect(pages.filter(page => planOn(page) === undefined)).toEqual(
      pages.filter(({ title }) => withoutPlan.includes(title)),
    );
    for (const step of pages) {
      const { title } = step;
      const plan = planOn(step);
      if (plan === undefined) continue;
      // An object without properties and title: what has no field of its own is drawn as nothing.
      const options = { 'ui:options': { asks: expect.any(Array) } };
      expect(plan).toEqual({
        title: title === 'Repository' ? 'Plan' : title,
        type: 'object',
        'ui:title': '',
        'ui:field': 'EthereumNodePlan',
        ...(title !== 'Repository' && options),
      });
      const { asks = [] } = z
        .object({ asks: z.array(z.string()).optional() })
        .parse(plan['ui:options'] ?? {});
      const keys = formFields.flatMap(({ key, page }) =>
        page === title ? [key] : [],
      );
      expect(keys).toEqual(expect.arrayContaining(asks));
    }
  });

  it('refuses with the message of the request, if the form can', () => {
    const field = (title: string, key: string) =>
      textFieldSchema.parse(pageOf(title).properties[key]);
    const cases = [
      ['1', 'Clients', 'storageSize', { storage: { size: '1' } }],
      ['_', 'Clients', 'storageClass', { storage: { className: '_' } }],
    ] as const;
    for (const [value, title, key, changes] of cases) {
      const { pattern, errorMessage } = field(title, key);
      expect(new RegExp(pattern).test(value)).toBe(false);
      const result = planned({
        environments: ['local'],
        nodes: [{ execution: 'geth', consensus: 'lighthouse', ...changes }],
      });
      if (result.ok) throw new Error(`${value} is accepted`);
      const { reason, fix } = ensurePresent(result.problems[0]);
      expect(errorMessage.pattern).toBe(`${reason}. ${fix}`);
    }
    const result = planned({ environments: ['local'], description: ' ' });
    if (result.ok) {
      throw new Error('a description that says nothing is accepted');
    }
    const { reason, fix } = ensurePresent(result.problems[0]);
    expect(field('Who', 'description').errorMessage.pattern).toBe(
      `${reason}. ${fix}`,
    );
  });

  it('has a message for every bounded text and number', () => {
    const bounds = ['pattern', 'minLength', 'maxLength', 'minimum', 'maximum'];
    const look = (page: z.infer<typeof pageSchema>) => {
      const withoutField = Object.entries(page.properties).filter(
        ([, property]) => property['ui:field'] === undefined,
      );
      for (const [key, { errorMessage = {}, ...property }] of withoutField) {
        expect([key, ...bounds.filter(bound => bound in property)]).toEqual([
          key,
          ...bounds.filter(bound => bound in Object(errorMessage)),
        ]);
      }
      for (const { oneOf } of Object.values(page.dependencies ?? {})) {
        oneOf.forEach(look);
      }
    };
    pages.forEach(look);
  });

  it('accepts the same names as a request', () => {
    const { pattern, maxLength } = z
      .object({ pattern: z.string(), maxLength: z.number() })
      .parse(pageOf('Who').properties.name);
    const names = [
      ...['payments-eth', 'a', 'kubernetes', 'gateway', 'registry-2', 'istio'],
      ...['default', 'default-eth', 'kube-eth', 'openshift4', 'registry'],
      ...['monitoring', 'observability-nodes', 'velero', 'backstage', 'x-'],
      ...['-x', 'X', '', 'a'.repeat(40), 'a'.repeat(41), 'x\n', 'a_b'],
      ...Object.keys(Object.prototype),
      'constructor',
    ];
    for (const name of names) {
      const form = name.length <= maxLength && new RegExp(pattern).test(name);
      const { ok } = planned({ name, environments: ['staging'] });
      expect([name, form]).toEqual([name, ok]);
    }
  });

  it('needs no more than four answers', () => {
    const unanswered = asked(answers).flatMap(({ required = [], properties }) =>
      required.filter(
        key => ensurePresent(properties[key]).default === undefined,
      ),
    );
    expect(unanswered.length).toBeLessThanOrEqual(4);
  });

  it('has no dash in the ID of a step, which is a minus in expressions', () => {
    expect(
      template.spec.steps
        .map(step => step.id)
        .filter(id => !/^[a-zA-Z]+$/.test(id)),
    ).toEqual([]);
  });

  it('has a picker for each Git host, which accepts no other host', () => {
    const { properties, dependencies } = pageOf('Repository');
    const hosts = choiceSchema.parse(properties.host).enum;
    const branches = dependencies?.host?.oneOf ?? [];
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

  it.each(['app-config.yaml', 'app-config.production.yaml'])(
    'is owned by a group of %s',
    name => {
      const { catalog, scaffolder } = configSchema.parse(
        parse(readFileSync(resolve(root, name), 'utf8')),
      );
      const [groups] = catalog.locations.filter(({ target }) =>
        /catalog\/(maintainers|\*)\.yaml$/.test(target),
      );
      expect(groups?.rules?.flatMap(({ allow }) => allow)).toContain('Group');
      const loaded = parseAllDocuments(
        readFileSync(resolve(root, 'catalog/maintainers.yaml'), 'utf8'),
      ).map(entity => {
        const { kind, metadata } = entitySchema.parse(entity.toJS());
        return `${kind}:default/${metadata.name}`.toLowerCase();
      });
      expect(loaded).toContain(scaffolder.ethereumNodes.template.owner);
      // The module brings it; a second one of the same name would be refused.
      expect(JSON.stringify(catalog)).not.toContain('template.yaml');
    },
  );

  it('explains a failure', () => {
    expect(template.spec.steps.at(-1)).toMatchObject({
      action: 'ethereum:failure:explain',
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

  it('has a default pair that supports the default network today', () => {
    const network = ensurePresent(defaultsOf(pageOf('Where')).network);
    const pair = clientDefaultsSchema.parse(
      defaultsOf(pageOf('Clients', { ...answers, network })),
    );
    const result = planned({ network, environments: ['local'], nodes: [pair] });
    expect({ network, ...pair }).toEqual({
      network: 'sepolia',
      execution: 'geth',
      consensus: 'lighthouse',
      history: 'pre-prague',
    });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    // How old the data is depends on the day, and the name of a fork that is near on the network.
    expect(
      result.plan.warnings.filter(({ path }) => path.startsWith('nodes')),
    ).toEqual([]);
    for (const client of [
      currentFacts.executionClients[pair.execution],
      currentFacts.consensusClients[pair.consensus],
    ]) {
      expect(client?.networks).toContain(network);
      expect(Object.keys(client?.minimumTags ?? {})).toContain(network);
    }
  });

  describe('asks for snapshots', () => {
    /** Keys of a request, the form's fields for them, and what is good and bad in both. */
    const fields = [
      {
        key: 'schedule',
        field: 'schedule',
        good: ['0 3 * * *', '@weekly', '*/30 0-6 1,15 jan-mar sun'],
        bad: ['daily', '0 3 * *', '0 3 * * * *', '0  3 * * *'],
      },
      {
        key: 'store',
        field: 'bucket',
        good: ['s3://eth-snapshots', 's3://eth.x/a/B_1/', 'file:///snapshots'],
        bad: [
          'https://eth/payments',
          's3://',
          's3:/eth/p',
          'file://host/data',
          'file:///.',
          'file:////data',
          'file:///app',
          's3://eth-snapshots/a/../b',
        ],
      },
      {
        key: 'endpoint',
        field: 'endpoint',
        good: ['https://s3.example.com', 'http://minio.minio:9000/'],
        bad: ['s3.example.com', 'https://key:secret@s3.example.com', 'ftp://x'],
      },
      {
        key: 'region',
        field: 'region',
        good: ['eu-central-1', 'auto'],
        bad: ['EU 1', '-x', 'a'.repeat(64)],
      },
      {
        key: 'role',
        field: 'roleArn',
        good: [
          'arn:aws:iam::123456789012:role/snapshots',
          'arn:aws-cn:iam::123456789012:role/teams/eth',
          'arn:minio:iam:::role/idmp-1',
        ],
        bad: [
          'snapshots',
          'arn:aws:iam::123456789012:user/x',
          'arn:aws:iam::1:role/',
        ],
      },
      {
        key: 'secret',
        field: 'secretName',
        good: ['snapshot-store', 'a', 'keys.v2'],
        bad: ['My_Keys', '-x', 'x/y', 'a..b'],
      },
    ];
    const usesOf = (field: string) =>
      snapshotPages.flatMap(({ properties }) =>
        field in properties ? [textFieldSchema.parse(properties[field])] : [],
      );
    const judge = (key: string, value: string) =>
      planned({
        environments: ['staging'],
        snapshots: {
          schedule: '@daily',
          store: 's3://eth-snapshots/payments',
          [key]: value,
        },
      });

    it('or not: each answer shows its own questions', () => {
      expect(
        snapshotPages.map(
          ({ properties: { check, ...questions } }) =>
            Object.keys(questions).length,
        ),
      ).toEqual([6, 5, 6]);
      expect(
        choiceSchema.parse(pageOf('Options').properties.snapshots),
      ).toEqual({ default: 'none', enum: snapshotChoices });
    });

    it.each(fields)(
      'with a field for $key that lets through what is accepted',
      ({ key, field, good }) => {
        expect(usesOf(field)).not.toEqual([]);
        for (const { pattern, default: byDefault } of usesOf(field)) {
          for (const value of [...good, ...(byDefault ? [byDefault] : [])]) {
            expect([value, judge(key, value).ok]).toEqual([value, true]);
            expect([value, new RegExp(pattern).test(value)]).toEqual([
              value,
              true,
            ]);
          }
        }
      },
    );

    it.each(fields)(
      'with a field for $key that refuses in the words of the request',
      ({ key, field, bad }) => {
        for (const { pattern, errorMessage } of usesOf(field)) {
          for (const value of bad) {
            expect([value, new RegExp(pattern).test(value)]).toEqual([
              value,
              false,
            ]);
          }
          const [value] = bad;
          const result = judge(key, ensurePresent(value));
          if (result.ok) throw new Error(`${value} is accepted`);
          const { reason, fix } = ensurePresent(result.problems[0]);
          expect(errorMessage.pattern).toBe(`${reason}. ${fix}`);
        }
      },
    );
  });

  it('asks for a pool within the bounds of a request', () => {
    const { properties } = pageOf('Serve pool', {
      ...answers,
      servePool: 'add',
    });
    const fewest = numberFieldSchema.parse(properties.fewestNodes);
    const most = numberFieldSchema.parse(properties.mostNodes);
    const accepts = (min: number, max: number) =>
      planned({ environments: ['production'], serve: { min, max } });
    expect(accepts(fewest.minimum, most.maximum).ok).toBe(true);
    expect(accepts(fewest.minimum - 1, most.maximum).ok).toBe(false);
    expect(accepts(fewest.minimum, most.maximum + 1).ok).toBe(false);
    expect(JSON.stringify(accepts(fewest.default, most.default))).not.toContain(
      'serve.min',
    );
    expect(JSON.stringify(accepts(1, most.default))).toContain('serve.min');
  });

  it('offers every network and every client that can be deployed', () => {
    const deployable = [
      ...Object.values(currentFacts.executionClients),
      ...Object.values(currentFacts.consensusClients),
    ].filter(client => client.deployable.chart);
    const chosen = new Set<string>(offered.flat());
    expect(
      deployable.map(client => client.name).filter(name => !chosen.has(name)),
    ).toEqual([]);
    expect(
      Object.keys(currentFacts.networks).filter(name => !chosen.has(name)),
    ).toEqual([]);
  });

  it('does not offer clients that cannot be deployed yet', () => {
    const keys = pages.flatMap(page => Object.keys(page.properties));
    const missing = Object.entries(currentFacts.features).filter(
      ([, capability]) => !capability.chart,
    );
    expect(
      missing.map(([name]) => name).filter(name => keys.includes(name)),
    ).toEqual([]);
  });
});
