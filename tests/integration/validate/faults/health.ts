import { says } from './fault';
import type { Batch } from './fault';

/** What sidecars can say, or fail to say. */
export const healthFaults: readonly Batch[] = [
  {
    faults: [
      {
        check: 'sidecar',
        sentence: 'a sidecar does not answer',
        words: /does not say how the node is/,
        ...says('geth-0', { mute: true }),
      },
      {
        check: 'clocks',
        sentence: 'the clock of a machine is ahead',
        words: /clock is \d+ s ahead/,
        ...says('geth-1', { sampleInSeconds: 120 }),
      },
      {
        check: 'disk',
        sentence: 'a data volume is nearly full',
        words: /has used 95 %/,
        ...says('geth-2', { disk: { usedBytes: 95, totalBytes: 100 } }),
      },
      {
        check: 'unknown-state',
        sentence: 'nobody knows the state of a node for long',
        words: /nobody knows for 20 min/,
        ...says('geth-3', {
          sinceMinutes: 20,
          verdict: { state: 'UNKNOWN', ready: false, runbook: 'unknown' },
        }),
      },
    ],
  },
  {
    faults: [
      {
        check: 'in-sync',
        sentence: 'a node stands still',
        words: /is STALLED/,
        ...says('geth-0', {
          verdict: { state: 'STALLED', ready: false, runbook: 'stalled' },
        }),
      },
      {
        check: 'readiness',
        sentence: 'Kubernetes does not believe a sidecar',
        words: /gets no callers although its sidecar says that it is ready/,
        ...says('geth-1', { unready: true }),
      },
      {
        check: 'forks',
        sentence: 'a client does not know the next fork',
        words: /will not after the fork/,
        ...says('geth-2', { verdict: { forkNotReady: true } }),
      },
    ],
  },
];
