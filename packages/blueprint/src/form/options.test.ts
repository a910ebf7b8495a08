/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { ensurePresent } from '../../../../tests/ensurePresent';
import { currentFacts } from '../facts';
import { planRequest } from '../plan/plan';
import { environmentFiles } from '../repository/environments';
import { formAnswers } from '../testing/answers';
import {
  clientOptions,
  englishFormLanguage,
  environmentOptions,
  estimatedPlan,
  historyOptions,
  planAnswers,
  planPrintout,
} from '.';

const now = new Date('2026-11-23T12:00:00Z');
const language = englishFormLanguage;
const mainnet = { ...formAnswers, network: 'mainnet' };

function clientsOf(
  answers: object,
  layer: 'execution' | 'consensus',
  names: string[],
) {
  const options = clientOptions(
    { ...answers },
    { layer, names, now, language },
  );
  return Object.fromEntries(
    options.map(({ name, figures }) => [
      name,
      Object.fromEntries(figures.map(({ title, text }) => [title, text])),
    ]),
  );
}

describe('clients of the form', () => {
  it('have disk, memory, first sync and forks on the network', () => {
    const { geth, reth } = clientsOf(mainnet, 'execution', ['geth', 'reth']);
    expect(geth).toEqual({
      Disk: '850 GiB',
      Memory: '8 GiB',
      'First sync': 'about 3 h',
      Forks: 'v1.17.10 follows Ethereum Mainnet, also since BPO2 (Jan 7, 2026)',
    });
    expect(reth?.['First sync']).toBe('about 17 days');
  });

  it('name the history of a disk where the answered one is not theirs', () => {
    const { besu } = clientsOf(mainnet, 'execution', ['besu']);
    expect(besu?.Disk).toBe('1,600 GiB; history: From the Merge on (2022)');
  });

  it('have no first sync where none is published', () => {
    const timed = { ...mainnet, history: 'full' };
    expect(clientsOf(timed, 'execution', ['besu']).besu?.['First sync']).toBe(
      'no figure is published',
    );
    expect(
      clientsOf(formAnswers, 'execution', ['geth']).geth?.['First sync'],
    ).toBe('no figure is published');
  });

  it('have the fork of their layer', () => {
    const { lighthouse } = clientsOf(formAnswers, 'consensus', ['lighthouse']);
    expect(lighthouse).toEqual({
      Disk: '100 GiB',
      Memory: '6 GiB',
      'First sync': 'minutes, from a checkpoint',
      Forks: 'v8.3.3 follows Sepolia, also since Gloas (Oct 6, 2026)',
    });
  });

  it('are not said to know a fork that is still to come', () => {
    const [option] = clientOptions(
      { ...formAnswers },
      {
        layer: 'execution',
        names: ['geth'],
        now: new Date('2026-10-01T00:00:00Z'),
        language,
      },
    );
    expect(option?.figures.at(-1)?.text).toBe(
      'v1.17.10 follows Sepolia today; whether it knows Amsterdam of Oct 6, 2026 is in the notes of its release',
    );
  });

  it('need nothing of their own inside of the execution client', () => {
    const erigon = { ...mainnet, execution: 'erigon' };
    expect(clientsOf(erigon, 'consensus', ['caplin']).caplin?.Disk).toBe(
      'included in Erigon',
    );
  });

  it('are refused on a network that their release does not follow', () => {
    const { lighthouse } = currentFacts.consensusClients;
    const { tag } = ensurePresent(lighthouse).image;
    const refusedOn = { ...ensurePresent(lighthouse).minimumTags };
    expect(refusedOn.sepolia).not.toBe(tag);
    const [option] = clientOptions(
      { network: 'sepolia' },
      { layer: 'consensus', names: ['lighthouse'], now, language },
    );
    expect(option?.isRefused).toBe(false);
  });

  it('are none before the network is answered, and none that are unknown', () => {
    expect(clientsOf({}, 'execution', ['geth'])).toEqual({});
    expect(clientsOf(mainnet, 'execution', ['constructor'])).toEqual({});
  });
});

describe('histories of the form', () => {
  it.each([
    ['archive', 'Every block, transaction, receipt and log'],
    ['full', 'Every block, transaction, receipt and log'],
    ['pre-merge', 'from block 15537394 on'],
    ['pre-prague', 'from block 22431084 (May 7, 2025) on'],
    ['rolling', 'of the last 147 days can be asked for'],
    ['aggressive', 'Only the newest blocks'],
  ])('say what callers can ask of %s', (name, sentence) => {
    const [option] = historyOptions(
      { ...mainnet, execution: 'reth' },
      [name],
      language,
    );
    expect(option?.answers[0]).toContain(sentence);
    expect(option?.answers[1]).toContain(
      name === 'archive' ? 'at every block' : 'at the newest blocks only',
    );
  });

  it('are none before the client is answered', () => {
    expect(historyOptions({ network: 'mainnet' }, ['full'], language)).toEqual(
      [],
    );
  });
});

describe('environments of the form', () => {
  const pool = { servePool: 'add', fewestNodes: 2, mostNodes: 4 };
  const figureOf = (answers: object, title: string) =>
    environmentOptions({ ...formAnswers, ...answers }, language).map(
      ({ figures }) => figures.find(figure => figure.title === title)?.text,
    );

  it('differ as their files do', () => {
    const result = planAnswers(
      {
        ...formAnswers,
        ...pool,
        environments: ['local', 'staging', 'production'],
      },
      { now },
    );
    if (!result.ok) throw new Error('the answers are refused');
    const files = environmentFiles(result.plan).map(({ content }) =>
      String(content),
    );
    expect(figureOf(pool, 'Nodes of a pool')).toEqual([
      '1',
      '2 to 4',
      '2 to 4',
    ]);
    expect(files.map(text => /maxReplicas: (\d+)/.exec(text)?.[1])).toEqual([
      '1',
      '4',
      '4',
    ]);
    expect(
      figureOf(pool, 'Outgoing traffic').map(text =>
        text?.startsWith('denied'),
      ),
    ).toEqual(files.map(text => /- Egress/.test(text)));
  });

  it('have the pool that local has before it is asked for', () => {
    const unanswered = { servePool: undefined };
    expect(figureOf(unanswered, 'Nodes of a pool')).toEqual([
      '1',
      'as many as you ask for',
      'as many as you ask for',
    ]);
  });

  it('have the folders of their snapshots, once there is a bucket', () => {
    const snapshots = {
      snapshots: 'take',
      schedule: '@daily',
      bucket: 's3://eth-snapshots/a',
    };
    expect(figureOf(snapshots, 'Snapshots')).toEqual([
      's3://eth-snapshots/a/local',
      's3://eth-snapshots/a/staging',
      's3://eth-snapshots/a/production',
    ]);
    expect(figureOf({}, 'Snapshots')).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the estimate', () => {
  it('is there before questions that decide no size are answered', () => {
    const plan = estimatedPlan(
      { network: 'mainnet', execution: 'geth', consensus: 'teku' },
      { now },
    );
    expect(plan?.totals.memoryGi).toBe(18);
  });

  it('is none while an answer that decides it is refused', () => {
    expect(
      estimatedPlan({ ...mainnet, storageSize: '1Gi' }, { now }),
    ).toBeUndefined();
  });
});

it('prints a plan as the command does', () => {
  const result = planAnswers(formAnswers, { now });
  if (!result.ok) throw new Error('the answers are refused');
  const printed = planPrintout(result.plan);
  expect(printed).toContain(
    'payments-eth on sepolia for group:default/payments, in local',
  );
  expect(printed).toMatch(/^geth-0 +geth +lighthouse +pre-prague +600 GiB/m);
  expect(planRequest(result.plan.request, { now }).ok).toBe(true);
});
