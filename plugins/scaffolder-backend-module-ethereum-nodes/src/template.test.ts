import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import {
  currentFacts,
  defaultSnapshotSecret,
  planRequest,
} from '@nodeyard/blueprint';
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
function pageOf(title: string): z.infer<typeof pageSchema> {
  const page = pages.find(candidate => candidate.title === title);
  if (!page) throw new Error(`there is no page "${title}"`);
  return page;
}
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
    (answers, [key, { oneOf }]) => {
      const branch = oneOf.find(({ properties }) =>
        choiceSchema.parse(properties[key]).enum.includes(answers[key]),
      );
      return branch ? defaultsOf(branch, answers) : answers;
    },
    own,
  );
}

const historySchema = z.object({
  enum: z.array(z.string()),
  enumNames: z.array(z.string()),
});

/** Every choice of history on a page, with the execution client that it is of. */
function historiesOf(
  page: z.infer<typeof pageSchema>,
  above: string[] = [],
): { execution: string; history: z.infer<typeof historySchema> }[] {
  const { execution, history } = page.properties;
  const choice = choiceSchema.safeParse(execution);
  const executions = choice.success ? choice.data.enum : above;
  const own = historySchema.safeParse(history);
  return [
    ...(own.success
      ? executions.map(name => ({ execution: name, history: own.data }))
      : []),
    ...Object.values(page.dependencies ?? {}).flatMap(({ oneOf }) =>
      oneOf.flatMap(branch => historiesOf(branch, executions)),
    ),
  ];
}

/** Every combination of network, clients and history that the form lets people choose. */
const offered = choicesOf(pageOf('What')).flatMap(
  ({ network, execution, consensus, history }) =>
    network.flatMap(n =>
      execution.flatMap(e =>
        consensus.flatMap(c => history.map(h => [n, e, c, h] as const)),
      ),
    ),
);

/** What becomes of a request with these answers. */
function planned(answers: object) {
  return planRequest(
    {
      apiVersion: 'nodeyard.io/v1',
      name: 'payments-eth',
      owner: 'group:default/payments',
      description: 'From the form',
      network: 'sepolia',
      nodes: [{ execution: 'geth', consensus: 'lighthouse' }],
      ...answers,
    },
    { now: new Date() },
  );
}

describe('the template', () => {
  it('is one that the scaffolder reads', async () => {
    expect(
      await templateEntityV1beta3Validator.check(
        parse(readFileSync(file, 'utf8')),
      ),
    ).toBe(true);
  });

  it('has the pages that it leads through, one subject each', () => {
    expect(pages.map(page => page.title)).toEqual([
      'Who',
      'What',
      'Where',
      'Care',
      'Snapshots',
      'Serve pool',
      'Repository',
    ]);
  });

  it('takes a name exactly where a request takes it', () => {
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
    const { properties, dependencies } = pageOf('Repository');
    const hosts = choiceSchema.parse(properties.host).enum;
    const branches = dependencies?.host.oneOf ?? [];
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

  it('is filled in with a pair that follows the default network today', () => {
    const answers = defaultsOf(pageOf('What'));
    const { network, ...pair } = answers;
    const result = planned({ network, environments: ['local'], nodes: [pair] });
    expect(answers).toEqual({
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
      expect(client.networks).toContain(network);
      expect(Object.keys(client.minimumTags ?? {})).toContain(network);
    }
  });

  it('says of each client how many days its rolling history is', () => {
    const said = historiesOf(pageOf('What')).flatMap(
      ({ execution, history }) => {
        const at = history.enum.indexOf('rolling');
        return at < 0 ? [] : [[execution, history.enumNames[at]] as const];
      },
    );
    expect(new Set(said.map(([execution]) => execution))).toEqual(
      new Set(
        Object.values(currentFacts.executionClients).flatMap(
          ({ name, rollingDays }) => (rollingDays === undefined ? [] : [name]),
        ),
      ),
    );
    for (const [execution, words] of said) {
      const { rollingDays } = currentFacts.executionClients[execution];
      expect([execution, words]).toEqual([
        execution,
        `The last ${rollingDays} days, and no more`,
      ]);
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
        key: 'secret',
        field: 'secretName',
        good: ['snapshot-store', 'a', 'keys.v2'],
        bad: ['My_Keys', '-x', 'x/y', 'a..b'],
      },
    ];
    const branches = pageOf('Snapshots').dependencies?.snapshots.oneOf ?? [];
    const usesOf = (field: string) =>
      branches.flatMap(({ properties }) =>
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

    it('or not: each answer has its own questions', () => {
      expect(
        branches.map(({ properties: { snapshots, ...asked } }) => [
          choiceSchema.parse(snapshots).enum.join(),
          Object.keys(asked).length,
        ]),
      ).toEqual([
        ['none', 0],
        ['take', 5],
        ['start', 4],
        ['both', 5],
      ]);
      expect(
        choiceSchema.parse(pageOf('Snapshots').properties.snapshots),
      ).toEqual({ default: 'none', enum: ['none', 'take', 'start', 'both'] });
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
          const result = judge(key, bad[0]);
          if (result.ok) throw new Error(`${bad[0]} is accepted`);
          const [{ reason, fix }] = result.problems;
          expect(errorMessage.pattern).toBe(`${reason}. ${fix}`);
        }
      },
    );

    it('naming the Secret as the blueprint does where nobody says', () => {
      expect(usesOf('secretName').map(field => field.default)).toEqual(
        Array(3).fill(defaultSnapshotSecret),
      );
    });

    it('with titles that the list of errors makes of the keys', () => {
      const names = branches.flatMap(({ properties }) =>
        Object.entries(properties).flatMap(([key, field]) => {
          const { success, data } = textFieldSchema.safeParse(field);
          return success ? [[key, data.title]] : [];
        }),
      );
      expect(names.filter(([key, title]) => wordsOf(key) !== title)).toEqual(
        [],
      );
    });
  });

  it('asks for a pool within the bounds of a request', () => {
    const branches = pageOf('Serve pool').dependencies?.servePool.oneOf ?? [];
    const [, asked] = branches.map(({ properties }) => properties);
    const fewest = numberFieldSchema.parse(asked.fewestNodes);
    const most = numberFieldSchema.parse(asked.mostNodes);
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

/** `secretName` as the scaffolder writes it above a form: "Secret Name"; compared without regard to case. */
function wordsOf(key: string): string {
  const words = key.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
