/* eslint-disable @backstage/no-relative-monorepo-imports -- recordings of real clients are not in a package */
import {
  fleetMessages,
  createFleetMessage as say,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  renderEnglishMessage,
  englishFormats,
  judge,
  type Message,
  type NodeSample,
  probeNode,
  type Verdict,
  windowOf,
} from '@nodeyard/ethereum';
import { MockTranslationApi } from '@backstage/test-utils/alpha';
import { recordedDevnet } from '../../../../packages/ethereum/src/__fixtures__/networks';
import {
  answersOfRow,
  readTimeline,
  replay,
  timelineNames,
} from '../../../../packages/ethereum/src/__fixtures__/replay';
import german from '../translations/de';
import { createFormats } from '../format/formats';
import { ethereumNodesTranslationRef } from '../translation';
import { createMessageRenderer } from './messageRenderer';

const snapshot = MockTranslationApi.create().getTranslation(
  ethereumNodesTranslationRef,
);
if (!snapshot.ready) throw new Error('English messages are always ready');
const { t } = snapshot;

/** Verdicts of every row of a recording. */
async function verdictsOf(name: string): Promise<Array<[number, Verdict]>> {
  const samples: NodeSample[] = [];
  const verdicts: Array<[number, Verdict]> = [];
  for (const row of readTimeline(name)) {
    const at = Date.parse(row.at);
    samples.push(
      await probeNode({
        executionUrl: 'http://127.0.0.1:8545',
        consensusUrl: 'http://127.0.0.1:5052',
        fetch: replay(answersOfRow(row)),
        timeoutMs: 100,
        now: () => at,
      }),
    );
    verdicts.push([
      at,
      judge({
        network: recordedDevnet,
        samples: windowOf(samples, at),
        now: at,
        pollIntervalMs: 2000,
        previous: verdicts.at(-1)?.[1],
      }),
    ]);
  }
  return verdicts;
}

describe('English messages', () => {
  it.each(timelineNames)(
    'equal those of the backend, in UTC, for every verdict of %s',
    async name => {
      const verdicts = await verdictsOf(name);
      expect(verdicts.length).toBeGreaterThan(0);
      for (const [at, verdict] of verdicts) {
        const renderer = createMessageRenderer(t, englishFormats(at));
        expect(
          renderer.renderAll(verdict.reasons, verdict.reasonsCoded),
        ).toEqual(verdict.reasons);
        expect(renderer.render('another sentence', verdict.summaryCoded)).toBe(
          verdict.summary,
        );
        for (const fork of verdict.forks) {
          expect(renderer.render('another sentence', fork.detailCoded)).toBe(
            fork.detail,
          );
        }
      }
    },
  );

  it('equal those of the backend for every code', () => {
    const now = Date.parse('2026-11-30T12:00:00Z');
    const renderer = createMessageRenderer(t, englishFormats(now));
    for (const code of Object.keys(fleetMessages)) {
      const message = sampleOf(code);
      expect(renderer.render('another sentence', message)).toBe(
        renderEnglishMessage(fleetMessages, message, now),
      );
    }
  });
});

const samplesOfKinds = {
  instant: '2026-11-30T09:03:44.000Z',
  day: '2026-10-26T01:00:00.000Z',
  date: '2026-10-26',
  seconds: 1592,
  bytes: 1536,
  number: 25731204,
  rate: 1.25,
  layer: 'consensus',
  state: 'STALLED',
  text: 'geth-0 {{since}} $t(message.head)',
  message: say('head', { block: 7, age: 4 }),
  messages: [say('not-polled', {}), say('no-pod', {})],
} as const;

function sampleOf(code: string): Message {
  const { params } = fleetMessages[code as keyof typeof fleetMessages];
  return {
    code,
    params: Object.fromEntries(
      Object.entries(params).map(([name, kind]) => [
        name,
        samplesOfKinds[kind as keyof typeof samplesOfKinds],
      ]),
    ) as Message['params'],
  };
}

describe('a message without a known code', () => {
  const renderer = createMessageRenderer(t, createFormats('en', 'UTC'));

  it('renders the sentence of the backend', () => {
    expect(renderer.render('In sync', undefined)).toBe('In sync');
    expect(renderer.render('New sentence', { code: 'new', params: {} })).toBe(
      'New sentence',
    );
  });
});

describe('a summary beside the head', () => {
  const renderer = createMessageRenderer(t, createFormats('en', 'UTC'));
  const head = say('head', { block: 25731204, age: 1592 });
  const renderReason = (reason: Message, pool = false) => {
    const summary = say('summary', { state: 'STALLED', reason });
    const pods = say('pods-ready', { ready: 3, desired: 3 });
    return renderer.renderBesideHead(
      'STALLED',
      '',
      pool ? say('pool-well', { pods, summary }) : summary,
    );
  };

  it('omits state, head and age', () => {
    expect(renderReason(head)).toBeUndefined();
    expect(renderReason(head, true)).toBeUndefined();
    expect(renderReason(say('head-stalled', { head }), true)).toBe(
      'has not moved for 5 min or longer',
    );
    const gone = say('head-without-state', { block: 9 });
    expect(renderReason(say('head-stalled', { head: gone }))).toMatch(
      /^head is/,
    );
    expect(renderReason(say('no-peers', { client: 'execution' }))).toMatch(
      /^execution client has no peers/,
    );
  });

  it('omits them also without a code', () => {
    expect(
      renderer.renderBesideHead(
        'SYNCED',
        'In sync: head is block 7, 4 s old',
        undefined,
      ),
    ).toBeUndefined();
  });
});

describe('German', () => {
  const renderer = createMessageRenderer(
    ((key: string, params: Record<string, string>) =>
      Object.entries(params).reduce(
        (text, [name, value]) => text.replaceAll(`{{${name}}}`, value),
        german[key] ?? '',
      )) as unknown as typeof t,
    createFormats('de', 'America/New_York'),
  );

  it('formats numbers, clients and local times in German', () => {
    expect(
      renderer.render(
        '',
        say('client-silent', {
          client: 'consensus',
          detail: '127.0.0.1:5052 (connection refused)',
          since: '2026-11-25T17:03:44Z',
        }),
      ),
    ).toBe(
      'Consensus-Client antwortet auf 127.0.0.1:5052 (connection refused) nicht, seit 25. Nov., 12:03',
    );
    expect(
      renderer.render(
        '',
        say('head-not-catching-up', {
          head: say('head', { block: 25731204, age: 1592 }),
          rate: 0.44,
        }),
      ),
    ).toBe(
      'Head ist Block 25731204, 26 min 32 s alt, gewinnt 0,4 s Chain pro Sekunde: holt nicht auf',
    );
  });
});
