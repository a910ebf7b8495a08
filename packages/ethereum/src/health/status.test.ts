import { aSample } from '../__fixtures__/aSample';
import { nodeStatusSchema } from './status';

const at = Date.UTC(2026, 10, 23, 12);
const aStatus = (verdict: object = {}, sample: object = {}) => ({
  schemaVersion: 1,
  node: { name: 'geth', network: 'sepolia' },
  verdict: {
    state: 'SYNCED',
    ready: true,
    since: at,
    summary: 'In sync',
    reasons: [],
    evidence: {},
    forks: [],
    forkReady: true,
    runbook: 'synced',
    ...verdict,
  },
  sample: { ...aSample({ at }), ...sample },
  sidecar: { version: '0.1.0', startedAt: at, pollIntervalMs: 5000 },
});

describe('nodeStatusSchema', () => {
  it('accepts a status', () => {
    expect(nodeStatusSchema.parse(aStatus())).toMatchObject(aStatus());
  });

  it('reads finality from a sidecar, and nothing from one that does not judge it', () => {
    const finality = {
      distanceEpochs: 9,
      finalizing: false,
      detail: 'epoch 4 is finalized',
    };
    const of = (verdict: object) =>
      nodeStatusSchema.parse(aStatus(verdict)).verdict.finality;
    expect(of({ finality })).toEqual(finality);
    expect(of({})).toBeUndefined();
    expect(() => of({ finality: { ...finality, distanceEpochs: -1 } })).toThrow(
      /distanceEpochs/,
    );
  });

  it("reads the network's time, and nothing from a sidecar without it", () => {
    const time = { secondsPerSlot: 12, slotsPerEpoch: 8, genesisTime: 9 };
    const of = (fields: object) => {
      const status = aStatus();
      return nodeStatusSchema.parse({
        ...status,
        node: { ...status.node, ...fields },
      }).node;
    };
    expect(of(time)).toMatchObject(time);
    expect(of({})).toEqual({ name: 'geth', network: 'sepolia' });
    expect(() => of({ secondsPerSlot: 0 })).toThrow(/secondsPerSlot/);
    expect(() => of({ secondsPerSlot: 1e9 })).toThrow(/secondsPerSlot/);
    expect(() => of({ slotsPerEpoch: 1.5 })).toThrow(/slotsPerEpoch/);
    expect(() => of({ genesisTime: -1 })).toThrow(/genesisTime/);
  });

  it.each([-1, 4_102_444_800_001, 8.64e15 + 1, 1e300])(
    'refuses the time %p, in the verdict as in the sample',
    time => {
      const accepts = (status: object) =>
        nodeStatusSchema.safeParse(status).success;
      expect(accepts(aStatus({ since: time }))).toBe(false);
      expect(accepts(aStatus({}, { at: time }))).toBe(false);
    },
  );

  it('truncates texts for pages, and removes NUL from them', () => {
    const text = `a\0b${'x'.repeat(5000)}`;
    const { verdict, sample } = nodeStatusSchema.parse(
      aStatus(
        { summary: text, reasons: [text] },
        {
          execution: {
            kind: 'failed',
            reason: 'invalid-response',
            detail: text,
          },
        },
      ),
    );
    const bounded = `ab${'x'.repeat(998)}`;
    expect(verdict).toMatchObject({ summary: bounded, reasons: [bounded] });
    expect(sample?.execution).toMatchObject({ detail: bounded });
  });
});
