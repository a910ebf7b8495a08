import { judge } from './judge';
import { applyMaintenance } from './applyMaintenance';
import {
  formatMaintenance,
  type Maintenance,
  maintenanceKinds,
  parseMaintenance,
} from './maintenance';
import type { NodeSample } from './sample';
import { nodeStates, type Verdict, verdictSchema } from './verdict';
import { aSample } from '../__fixtures__/aSample';
import { networks } from '../networks/generated';

const now = Date.parse('2026-11-30T10:00:00Z');
const minutes = (count: number) => count * 60_000;
const snapshot: Maintenance = {
  kind: 'snapshot',
  by: 'pod geth-0-snapshot-29402880-x7k2p',
  since: now - minutes(1),
  until: now + minutes(20),
};

const verdict = (state: Verdict['state']): Verdict => ({
  state,
  ready: false,
  since: now - minutes(2),
  summary: 'as it is',
  reasons: ['execution client does not answer'],
  evidence: {},
  forks: [],
  forkReady: true,
  runbook: 'unreachable',
});

describe('a node during a planned stop', () => {
  it('is under maintenance, with cause, start and end', () => {
    const judged = applyMaintenance(verdict('UNREACHABLE'), snapshot, now);
    expect(judged).toMatchObject({
      state: 'MAINTENANCE',
      ready: false,
      since: snapshot.since,
      summary:
        'Maintenance: stopped for a snapshot by pod geth-0-snapshot-29402880-x7k2p, until 10:20 UTC at the latest',
      runbook: 'maintenance',
      maintenance: snapshot,
    });
    expect(judged.reasons[1]).toBe('execution client does not answer');
    expect(verdictSchema.parse(judged)).toEqual(judged);
  });

  const explained = [
    'UNREACHABLE',
    'WAITING_FOR_CL',
    'STALLED',
    'BEHIND',
    'UNKNOWN',
  ];
  it.each(nodeStates.filter(state => !explained.includes(state)))(
    'is %s all the same where no maintenance explains that',
    state => {
      const asItIs = verdict(state);
      expect(applyMaintenance(asItIs, snapshot, now)).toBe(asItIs);
    },
  );

  it.each(maintenanceKinds)(
    'is judged as any other when the time of a %s is over, which is remarked on',
    kind => {
      const overdue = { ...snapshot, kind, until: now };
      const judged = applyMaintenance(verdict('UNREACHABLE'), overdue, now);
      expect(judged.state).toBe('UNREACHABLE');
      expect(judged.maintenance).toBeUndefined();
      expect(judged.reasons.at(-1)).toMatch(
        /by pod geth-0-snapshot-29402880-x7k2p; it should have been back by 10:00 UTC$/,
      );
    },
  );

  it('is not under maintenance before the start, except for the difference of two clocks', () => {
    const soon = (seconds: number) => ({
      ...snapshot,
      since: now + seconds * 1000,
    });
    const down = verdict('UNREACHABLE');
    expect(applyMaintenance(down, soon(3_600), now).state).toBe('UNREACHABLE');
    expect(applyMaintenance(down, soon(30), now)).toMatchObject({
      state: 'MAINTENANCE',
      since: now,
    });
  });

  it('is judged by its samples, and ready again by the usual rule', () => {
    const network = networks.sepolia;
    const refused = {
      kind: 'failed',
      reason: 'refused',
      ms: 1,
      detail: '127.0.0.1:8545 (connection refused)',
    } as const;
    const down = { ...aSample({ at: now }), execution: refused };
    const judged = (samples: NodeSample[]) =>
      judge({ network, now, pollIntervalMs: 15_000, samples });
    expect(applyMaintenance(judged([down]), snapshot, now).state).toBe(
      'MAINTENANCE',
    );
    expect(applyMaintenance(judged([]), snapshot, now).state).toBe(
      'MAINTENANCE',
    );
    expect(judged([down]).state).toBe('UNREACHABLE');
  });
});

describe('an announcement', () => {
  it('is read', () => {
    const text = formatMaintenance(snapshot);
    expect(parseMaintenance(text, now)).toEqual({
      ok: true,
      maintenance: snapshot,
    });
  });

  it('without a start begins now, and ends after 14 days at the latest', () => {
    const text =
      '{"kind": "resync", "by": "ada", "until": "2027-06-01T12:00:00+02:00"}';
    expect(parseMaintenance(text, now)).toEqual({
      ok: true,
      maintenance: {
        kind: 'resync',
        by: 'ada',
        since: now,
        until: now + 14 * 86_400_000,
      },
    });
  });

  it.each([
    ['', /expected object/],
    ['tonight', /expected object/],
    ['[]', /expected object/],
    [
      '{"kind":"holiday","by":"ada","until":"2026-11-30T18:00:00Z"}',
      /^kind: .*"snapshot"/,
    ],
    ['{"kind":"resync","by":"","until":"2026-11-30T18:00:00Z"}', /^by: /],
    ['{"kind":"resync","until":"2026-11-30T18:00:00Z"}', /^by: /],
    [
      '{"kind":"resync","by":"ada","until":"18:00"}',
      /^until: expected a time as 2026/,
    ],
    ['{"kind":"resync","by":"ada","until":"2026-02-30T18:00:00Z"}', /^until: /],
    ['{"kind":"resync","by":"ada","until":"9999-11-30T18:00:00Z"}', /^until: /],
    [
      `{"kind":"resync","by":"${'a'.repeat(
        300,
      )}","until":"2026-11-30T18:00:00Z"}`,
      /^by: /,
    ],
    [' '.repeat(3_000), /expected object/],
  ])('%.60s is refused, by field', (text, problem) => {
    expect(parseMaintenance(text, now)).toEqual({
      ok: false,
      problem: expect.stringMatching(problem),
    });
  });
});
