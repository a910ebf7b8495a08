import { currentFacts } from '../facts';
import { planRequest } from '../plan/plan';
import { requestKeys } from '../request/keys';
import { formAnswers as answers } from '../testing/answers';
import { aRequest } from '../testing/requests';
import {
  formFields,
  formProblemLine,
  planAnswers,
  planFigures,
  planNotes,
} from '.';
import { fieldAt } from './fields';

const now = new Date('2026-11-23T12:00:00Z');

const pool = { servePool: 'add', fewestNodes: 2, mostNodes: 4 };
const bucket = { bucket: 's3://eth-snapshots/payments', schedule: '@daily' };

function planOf(further: object) {
  const result = planAnswers({ ...answers, ...further }, { now });
  if (!result.ok) {
    throw new Error(
      result.problems.map(problem => formProblemLine(problem)).join(),
    );
  }
  return result.plan;
}
function linesOf(further: unknown): string[] {
  const result = planAnswers(further, { now });
  return result.ok
    ? []
    : result.problems.map(
        problem => `${problem.page ?? '-'} / ${formProblemLine(problem)}`,
      );
}

describe('answers of the form', () => {
  it('ask for a node', () => {
    const { request } = planOf({ storageSize: '900Gi', storageClass: '' });
    expect(request).toEqual({
      apiVersion: 'nodeyard.io/v1',
      name: 'payments-eth',
      owner: 'group:default/payments',
      description: 'Sepolia RPC for the payments team',
      network: 'sepolia',
      environments: ['local'],
      nodes: [
        {
          execution: 'geth',
          consensus: 'lighthouse',
          history: 'pre-prague',
          storage: { size: '900Gi' },
        },
      ],
    });
  });

  it.each([
    ['none', { restore: undefined, snapshots: undefined, pool: undefined }],
    ['take', { restore: undefined, schedule: '@daily', pool: 'latest' }],
    ['start', { restore: 'latest', schedule: undefined, pool: 'latest' }],
    ['both', { restore: 'latest', schedule: '@daily', pool: 'latest' }],
  ])('ask for snapshots: %s', (snapshots, expected) => {
    const plan = planOf({
      ...bucket,
      ...pool,
      snapshots,
      poolStart: 'latest',
    });
    expect(plan.nodes[0].restore).toBe(expected.restore);
    expect(plan.pool?.restore).toBe(expected.pool);
    expect(plan.request.snapshots?.schedule).toBe(
      'schedule' in expected ? expected.schedule : undefined,
    );
  });

  it('ask for more nodes, in the storage class of the first', () => {
    const { request } = planOf({
      ...bucket,
      snapshots: 'start',
      storageClass: 'fast',
      moreNodes: [
        { execution: 'erigon', consensus: 'caplin', history: 'pre-merge' },
        { execution: 'geth', consensus: 'teku', history: 'pre-prague' },
      ],
    });
    const storage = { className: 'fast' };
    expect(request.nodes.slice(1)).toEqual([
      { execution: 'erigon', history: 'pre-merge', storage },
      {
        execution: 'geth',
        consensus: 'teku',
        history: 'pre-prague',
        storage,
        restore: 'latest',
      },
    ]);
  });

  it('contain the last choice, and no answers to hidden questions', () => {
    const { request } = planOf({ ...bucket, ...pool, servePool: 'none' });
    expect(request).not.toHaveProperty('serve');
    expect(request).not.toHaveProperty('snapshots');
  });

  it('name the repository of a Git host, and none of this machine', () => {
    expect(
      planOf({
        host: 'gitlab',
        gitlabUrl: 'gitlab.acme.dev?owner=chain%2Fteams&repo=payments-eth',
      }).request.repository,
    ).toBe('gitlab.acme.dev/chain/teams/payments-eth');
    expect(
      planOf({ githubUrl: 'github.com?owner=a&repo=b' }).request,
    ).not.toHaveProperty('repository');
  });

  it('name the Git host where the name of its server does not', () => {
    const ciOf = (given: object) => planOf(given).request.ci;
    const gitlab = (host: string) => ({
      host: 'gitlab',
      gitlabUrl: `${host}?owner=chain&repo=payments-eth`,
    });
    expect(ciOf(gitlab('git.acme.dev'))).toBe('gitlab');
    expect(ciOf(gitlab('gitlab.acme.dev'))).toBeUndefined();
    expect(
      ciOf({ host: 'gitea', giteaUrl: 'git.acme.dev?owner=a&repo=b' }),
    ).toBe('gitea');
    expect(
      ciOf({ host: 'github', githubUrl: 'git.acme.dev?owner=a&repo=b' }),
    ).toBeUndefined();
  });
});

describe('problems of answers', () => {
  it.each<[string, object, string]>([
    [
      'bounds of a pool that are swapped',
      { ...pool, fewestNodes: 5, mostNodes: 2 },
      'Serve pool / Most nodes: 2 is less than 5, the fewest nodes of the pool. Raise it, or lower the fewest.',
    ],
    [
      'a disk that is too small',
      { network: 'mainnet', history: 'pre-merge', storageSize: '10Gi' },
      'Clients / Disk of the execution client: "10Gi" is below what Geth on Ethereum Mainnet with history "From the Merge on (2022)" needs today (830Gi). Raise it, leave it out, or choose a shorter history.',
    ],
    [
      'a schedule that never comes',
      { ...bucket, snapshots: 'take', schedule: '0 3 30 2 *' },
      'Snapshots / Schedule: "0 3 30 2 *" never comes: no month of "2" has a day of "30".',
    ],
    [
      'a client that does not follow the network',
      { consensus: 'grandine' },
      'Clients / Consensus client: "Grandine" cannot join the network Sepolia.',
    ],
    [
      'a history that the client does not have',
      { history: 'aggressive' },
      'Clients / History: "aggressive" is a history mode that Geth does not have.',
    ],
    [
      'a Git host without a repository',
      { host: 'gitlab', gitlabUrl: 'gitlab.com?owner=a' },
      'Repository / Repository: "gitlab.com/a/" does not say where the repository will live.',
    ],
    [
      'a text that says nothing',
      { description: ' ' },
      'Who / What is it for?: " " says nothing. Write a sentence for people.',
    ],
    [
      'a client of another node that does not follow the network',
      { moreNodes: [{ execution: 'geth', consensus: 'grandine' }] },
      'Clients / More nodes (node 2): "Grandine" cannot join the network Sepolia.',
    ],
    [
      'more nodes that are none',
      { moreNodes: 'two' },
      'Clients / More nodes (node 2): "two" is a text, and a mapping of keys is expected.',
    ],
    [
      'a choice that the form does not have',
      { snapshots: 'daily' },
      'Options / Snapshots: is answered with what is not a choice of this form. Use none, take, start or both.',
    ],
    [
      'an answer to a question of an older version',
      { publishLocally: 'secret-value' },
      '- / publishLocally: is not a question of this form, but of another version of it. Open the template again, and answer it anew.',
    ],
  ])('are reported for %s, at its question', (_, further, line) => {
    const lines = linesOf({ ...answers, ...further });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(line);
  });

  it('are refused for each question that an older version lacks', () => {
    const { host, history, name, ...rest } = answers;
    expect(linesOf(rest)).toEqual([
      'Repository / Where should the repository live?: is missing. Answer it. A form that does not ask for it is of another version: open the template again.',
      'Who / Name: is missing. Answer it. A form that does not ask for it is of another version: open the template again.',
    ]);
    expect(linesOf({})).not.toEqual([]);
    expect(linesOf(undefined)).toEqual([
      '- / The form: has no answers. Open the template again, and answer its questions.',
    ]);
  });

  it('are bounded in number', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1_500 }, (_, index) => [`key${index}`, 'x']),
    );
    expect(linesOf(many).length).toBeLessThan(110);
    expect(linesOf({ ...answers, description: 'x'.repeat(3_000) })).toEqual([
      'Who / What is it for?: has 3000 characters. Use at most 2000.',
    ]);
    const deep = Array.from({ length: 50 }).reduce<unknown>(
      inner => ({ inner }),
      'x',
    );
    expect(linesOf({ ...answers, plan: deep })).toHaveLength(1);
  });

  it('name the question of the form, and not the key of the request', () => {
    const wrong = {
      ...answers,
      ...bucket,
      ...pool,
      owner: 'Payments',
      name: 'Payments',
      network: 'ropsten',
      environments: ['local', 'local', 'mars'],
      execution: 'parity',
      consensus: 'geth',
      storageSize: '1',
      storageClass: '_',
      snapshots: 'both',
      schedule: 'daily',
      bucket: 'https://x',
      endpoint: 'ftp://x',
      region: '!',
      secretName: '!',
      fewestNodes: 0,
      mostNodes: 99,
    };
    const titles = formFields.map(({ title }) => title);
    const lines = linesOf(wrong);
    expect(lines.length).toBeGreaterThan(12);
    for (const line of lines) {
      expect(titles).toContain(/^\S.* \/ (.*?): /.exec(line)?.[1]);
    }
  });
});

describe('the questions', () => {
  it('each belong to a key of a request', () => {
    const keys = requestKeys.map(({ path }) => path.replace('[]', '[0]'));
    for (const path of formFields.flatMap(({ paths }) => paths)) {
      expect(keys).toContain(path.replace(/^nodes\[\d+\]$/, 'nodes'));
    }
  });

  it('are found from every path below their key', () => {
    expect(fieldAt('environments[3]', {})?.key).toBe('environments');
    expect(fieldAt('nodes[0].x[y].z', {})?.key).toBe('execution');
    expect(fieldAt('nodes[7].x[y].z', {})?.key).toBe('moreNodes');
    expect(fieldAt('repository', { gitlabUrl: 'x' })?.key).toBe('gitlabUrl');
    expect(fieldAt('', {})).toBeUndefined();
    expect(fieldAt('elsewhere[', {})).toBeUndefined();
  });
});

describe('figures of a plan', () => {
  const prices = {
    asOf: '2026-11',
    currency: 'EUR',
    cpuHour: 0.1,
    memoryGibHour: 0.01,
    storageGibMonth: { default: 0.5, fast: 2 },
  };

  it('are the requests of one environment', () => {
    expect(planFigures(planOf({}))).toEqual([
      {
        title: 'Nodes',
        text: 'Geth with Lighthouse on Sepolia; history: From Prague on (2025)',
      },
      {
        title: 'Disk',
        text: '600 GiB; of each node 500 GiB for Geth and 100 GiB for Lighthouse',
      },
      { title: 'Memory', text: '10 GiB' },
      { title: 'Processors', text: '2 cores' },
    ]);
  });

  it('are from the fewest to the most nodes of a pool', () => {
    expect(
      planFigures(planOf({ network: 'mainnet', ...pool })).map(
        ({ text }) => text,
      ),
    ).toEqual([
      'Geth with Lighthouse on Ethereum Mainnet; history: From Prague on (2025); 2 to 4 more in the pool',
      expect.stringMatching(/^2,850 to 4,750 GiB;/),
      '66 to 110 GiB',
      '18 to 30 cores',
    ]);
  });

  it('include costs, if prices are known', () => {
    const cost = (further: object) =>
      planFigures(planOf(further), prices).find(({ title }) => title === 'Cost')
        ?.text;
    // 730 x (2 x 0.1 + 10 x 0.01) + 600 x 0.5
    expect(cost({})).toBe('About 519 EUR per month, at prices of 2026-11');
    expect(cost({ storageClass: 'fast' })).toMatch(/^About 1,419 EUR/);
  });

  it('cover every client on every network that it supports', () => {
    const consensusOn = (network: string) =>
      network === 'devnet' ? 'lodestar' : 'lighthouse';
    const coresOn: Record<string, string | undefined> = {
      mainnet: '6 cores',
      devnet: '0.2 cores',
    };
    for (const { name, networks } of [
      ...Object.values(currentFacts.executionClients),
      ...Object.values(currentFacts.consensusClients),
    ]) {
      for (const network of networks) {
        const isExecution = name in currentFacts.executionClients;
        const result = planRequest(
          aRequest({
            network,
            environments: ['local'],
            nodes: [
              isExecution
                ? { execution: name, consensus: consensusOn(network) }
                : { execution: 'geth', consensus: name },
            ],
          }),
          { now },
        );
        if (!result.ok) continue;
        const cores = planFigures(result.plan).find(
          ({ title }) => title === 'Processors',
        );
        expect([network, name, cores?.text]).toEqual([
          network,
          name,
          coresOn[network] ?? '2 cores',
        ]);
      }
    }
  });
});

describe('notes on a plan', () => {
  it('use the labels of the form', () => {
    expect(planNotes(planOf({ ...bucket, snapshots: 'start' }))).toContain(
      'geth-0 waits until s3://eth-snapshots/payments has a verified snapshot of Geth on Sepolia with history "From Prague on (2025)". Let the first node of a network sync instead, unless others keep their snapshots there.',
    );
  });
});
