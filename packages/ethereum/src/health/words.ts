import { isoTime } from './isoTime';
import type { FailureReason, NodeSample } from './sample';

const verbs: Record<FailureReason, string> = {
  refused: 'does not answer on',
  network: 'does not answer on',
  timeout: 'does not answer on',
  http: 'answers with an HTTP error on',
  auth: 'refuses access on',
  garbage: 'answers garbage on',
  'rpc-error': 'answers with an error on',
};

type Layer = 'execution' | 'consensus';

/**
 * Why a client cannot be used: `consensus client does not answer on 127.0.0.1:5052 (connection refused) since 12:03 UTC`.
 *
 * @param known - milliseconds since the epoch at which the trouble is known to have begun, when that is before the window
 */
export function failureWords(
  layer: Layer,
  samples: readonly NodeSample[],
  known?: number,
): string | undefined {
  const reply = samples.at(-1)?.[layer];
  if (reply?.kind !== 'failed') {
    return undefined;
  }
  const lastAnswer = samples.findLastIndex(
    sample => sample[layer].kind === 'ok',
  );
  const since = Math.min(
    samples[lastAnswer + 1].at,
    (lastAnswer < 0 ? known : undefined) ?? Infinity,
  );
  return `${layer} client ${verbs[reply.reason]} ${reply.detail} since ${clock(
    since,
    samples[samples.length - 1].at,
  )}`;
}

/** `12:03 UTC`, with the date when that is not today's. */
export function clock(at: number, now: number): string {
  const [day, time] = isoTime(at).split('T');
  const today = isoTime(now).startsWith(day);
  return `${today ? '' : `${day} `}${time.slice(0, 5)} UTC`;
}

/** The two largest units: `45 s`, `1 min 12 s`, `3 h 5 min`, `9 d 4 h`. */
export function duration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds));
  const parts = [
    [Math.floor(total / 86_400), 'd'],
    [Math.floor(total / 3600) % 24, 'h'],
    [Math.floor(total / 60) % 60, 'min'],
    [total % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) {
    return '0 s';
  }
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
