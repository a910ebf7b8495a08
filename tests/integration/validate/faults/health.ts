import { says } from './fault';
import type { Fault } from './fault';

/** Answers of sidecars, valid or invalid: one for each workload. */
export const nodeFaults: readonly Fault[] = [
  {
    check: 'sidecar',
    sentence: 'a sidecar does not answer',
    words: /has a sidecar without a status/,
    ...says('pod/geth-0-0', { mute: true }),
  },
  {
    check: 'clocks',
    sentence: 'the clock of a machine is ahead',
    words: /clock is \d+ s ahead/,
    ...says('pod/geth-1-0', { sampleInSeconds: 120 }),
  },
  {
    check: 'disk',
    sentence: 'a data volume is nearly full',
    words: /has used 95 %/,
    ...says('pod/geth-2-0', { disk: { usedBytes: 95, totalBytes: 100 } }),
  },
  {
    check: 'unknown-state',
    sentence: 'the state of a node stays unknown',
    words: /has had an unknown state for 20 min/,
    ...says('pod/geth-3-0', {
      sinceMinutes: 20,
      verdict: { state: 'UNKNOWN', ready: false, runbook: 'unknown' },
    }),
  },
  {
    check: 'in-sync',
    sentence: 'a pool stands still',
    words: /is STALLED/,
    ...says('deployment/rpc', {
      verdict: { state: 'STALLED', ready: false, runbook: 'stalled' },
    }),
  },
];

export const readiness: Fault = {
  check: 'readiness',
  sentence: 'Kubernetes does not believe a sidecar',
  words: /receives no traffic although its sidecar reports ready/,
  ...says('deployment/rpc', { unready: true }),
};

export const forks: Fault = {
  check: 'forks',
  sentence: 'a client does not know the next fork',
  words: /will leave its network at the fork/,
  ...says('deployment/rpc', { verdict: { forkReady: false } }),
};
