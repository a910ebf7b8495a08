import { ensurePresent } from '../../tests/ensurePresent';

export const steps = [
  'first build',
  'first restore',
  'second build',
  'delta restore',
] as const;
export type Step = (typeof steps)[number];

/** Seconds of every round and peak memory, by tool and step. */
export type Results = Record<
  string,
  Partial<Record<Step, { seconds: number[]; peakMiB: number }>>
>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ensurePresent(sorted[Math.floor((sorted.length - 1) / 2)]);
}

/** Medians per tool, with the range in brackets, and the ratios that the targets are about. */
export function table(results: Results): string {
  const head = ['seconds (range)', ...Object.keys(results)];
  const rows: string[][] = steps.map(step => [
    step,
    ...Object.values(results).map(tool => cell(tool[step]?.seconds)),
  ]);
  rows.push([
    'peak memory MiB',
    ...Object.values(results).map(tool =>
      String(
        Math.round(
          Math.max(...Object.values(tool).map(({ peakMiB }) => peakMiB)),
        ),
      ),
    ),
  ]);
  return [head, head.map(() => '---'), ...rows]
    .map(row => `| ${row.join(' | ')} |`)
    .join('\n');
}

function cell(seconds: readonly number[] | undefined): string {
  if (!seconds) return 'all again';
  return `${median(seconds).toFixed(1)} (${Math.min(...seconds).toFixed(
    1,
  )}-${Math.max(...seconds).toFixed(1)})`;
}

export interface Target {
  what: string;
  ratio: number | null;
  atMost: number;
}

export function targets(results: Results): Target[] {
  const ratio = (step: Step, tool: string) => {
    const [mine, theirs] = [
      results.ours?.[step]?.seconds,
      results[tool]?.[step]?.seconds,
    ];
    return mine && theirs ? median(mine) / median(theirs) : null;
  };
  const peak = Math.max(
    ...Object.values(ensurePresent(results.ours)).map(({ peakMiB }) => peakMiB),
  );
  return [
    {
      what: 'first build / cp -a',
      ratio: ratio('first build', 'cp -a'),
      atMost: 1.15,
    },
    {
      what: 'first restore / cp -a',
      ratio: ratio('first restore', 'cp -a'),
      atMost: 1.15,
    },
    {
      what: 'second build / restic',
      ratio: ratio('second build', 'restic'),
      atMost: 0.25,
    },
    {
      what: 'delta restore / restic',
      ratio: ratio('delta restore', 'restic'),
      atMost: 0.25,
    },
    {
      what: 'delta restore / rsync',
      ratio: ratio('delta restore', 'rsync'),
      atMost: 0.5,
    },
    { what: 'peak memory / 512 MiB', ratio: peak / 512, atMost: 1 },
  ];
}

export function targetLine({ what, ratio, atMost }: Target): string {
  if (ratio === null) return `${what}: not measured`;
  return `${what}: ${ratio.toFixed(2)}, target ${atMost}: ${
    ratio <= atMost ? 'reached' : 'MISSED'
  }`;
}
