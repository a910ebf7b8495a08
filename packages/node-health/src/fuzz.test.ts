/** @jest-environment node */
/* eslint-disable @backstage/no-relative-monorepo-imports -- what all fuzz tests share is no package */
/* eslint-disable jest/no-conditional-expect -- what must hold of an input depends on whether it is taken */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeStatusSchema, type NodeStatus } from '@nodeyard/ethereum';
import { fuzz, howMany } from '../../../tests/fuzz/fuzz';
import { mutated } from '../../../tests/fuzz/mutations';
// The sidecar's bundle holds nothing of it; only here are writer and reader side by side.
import { lastRunSchema as writtenSchema } from '../../snapshot-store/src/run/lastRun';
import { NodeMetrics } from './metrics/nodeMetrics';
import { readinessResponse } from './server/readyz';
import { readLastRun } from './snapshots/lastRun';

const noon = Date.UTC(2026, 10, 23, 12);

const status: NodeStatus = {
  schemaVersion: 1,
  node: {
    name: 'geth-0',
    network: 'devnet',
    executionClient: 'geth',
    secondsPerSlot: 2,
    slotsPerEpoch: 8,
    genesisTime: noon / 1000 - 1000,
  },
  verdict: {
    state: 'SYNCED',
    ready: true,
    since: noon,
    summary: 'In sync',
    reasons: ['head is block 42, 6 s old'],
    evidence: { headNumber: 42, headAgeSeconds: 6, syncRate: 1.01 },
    progress: { currentBlock: 42, highestBlock: 43, etaSeconds: 5 },
    networkProof: 'genesis',
    forks: [
      {
        layer: 'execution',
        verdict: 'READY',
        fork: 'amsterdam',
        time: 1_900_000_000,
        detail: '',
      },
    ],
    forkReady: true,
    finality: { distanceEpochs: 2, finalizing: true, detail: 'epoch 4' },
    runbook: 'synced',
  },
  sample: {
    at: noon,
    execution: {
      kind: 'ok',
      ms: 12,
      value: {
        chainId: 7332,
        clientVersion: 'Geth/v1.17.8',
        head: { number: 42, hash: '0x', timestamp: noon / 1000 - 6 },
        syncing: { currentBlock: 1, highestBlock: 2, indexingOnly: true },
        peers: 7,
        unanswered: { genesis: { why: 'error -32000', code: -32000 } },
      },
    },
    consensus: {
      kind: 'ok',
      ms: 30,
      value: {
        headSlot: 50,
        syncDistance: 3,
        isSyncing: false,
        isOptimistic: false,
        elOffline: false,
        peers: 9,
        finalizedEpoch: 4,
      },
    },
    disk: { usedBytes: 1000, totalBytes: 2000 },
  },
  checkpoint: {
    result: 'agreed',
    at: noon,
    needed: 2,
    slot: 40,
    sources: [
      { url: 'http://a', result: 'agreed', detail: '', sentBytes: 1000 },
    ],
  },
  sidecar: { version: '0.1.0', startedAt: noon, pollIntervalMs: 5000 },
};

const lastRun = {
  format: 'nodeyard-snapshot-last/1',
  endedAt: '2026-11-23T03:20:00Z',
  result: 'done',
  failuresInARow: 0,
  durationSeconds: { quiesce: 12, capture: 30 },
  downtimeSeconds: 42,
  snapshot: {
    id: '9000000-20261123T030000Z-0a1b2c3d',
    block: 9_000_000,
    takenAt: '2026-11-23T03:00:00Z',
    verifiedAt: '2026-11-23T03:19:00Z',
    sizeBytes: 1000,
    newBytes: 10,
  },
};

/** No series is no number, and none is a false one. */
const noFigure = / (NaN|undefined|null)$/m;

describe('output of the sidecar, fuzzed', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(`any valid status has metrics and a readiness: ${howMany}`, async () => {
    const metrics = new NodeMetrics({ consensus: true });
    await fuzz({
      name: 'sidecar-status',
      inputs: mutated({ status: JSON.stringify(status) }),
      check: async ({ text }) => {
        const read = nodeStatusSchema.safeParse(jsonOf(text)).data;
        if (read === undefined) return;
        expect(await metrics.render(read, noon)).not.toMatch(noFigure);
        const { ready, body } = readinessResponse(read.verdict, ['finality']);
        expect(ready).toBe(
          read.verdict.ready && read.verdict.finality?.finalizing === true,
        );
        JSON.stringify(body);
      },
    });
  }, 3_600_000);

  it(`accepts any last run that its writer accepts: ${howMany}`, async () => {
    const metrics = new NodeMetrics({ consensus: true });
    const file = join(folder, 'last.json');
    await fuzz({
      name: 'last-run',
      inputs: mutated({ lastRun: JSON.stringify(lastRun) }),
      check: async ({ text }) => {
        await writeFile(file, text);
        const read = await readLastRun(file);
        if (writtenSchema.safeParse(jsonOf(text)).success) {
          expect(read).toBeDefined();
        }
        if (read === undefined) return;
        expect(await metrics.render(status, noon, read)).not.toMatch(noFigure);
      },
    });
  }, 3_600_000);
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
