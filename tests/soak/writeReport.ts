import { ensurePresent } from '../ensurePresent';
import type { Kept } from './kept';
import type { Measure } from './measures';
import { slopeOf, type Slope } from './slope';
import { SETTLE_MS, type Watch } from './watch';

const WARM_UP_MS = 10 * 60_000;
const POLL_MS = 15_000;
/** The goal, in percent an hour. */
const STEEPEST = 1;

/** What a report is made from. Times are milliseconds since the epoch. */
export interface Run {
  from: number;
  to: number;
  minutes: number;
  seed: number;
  /** By a signal, before its time. */
  wasEnded: boolean;
  versions: Record<string, string>;
  /** How often the nodes themselves were late, because the machine was busy. */
  late: number;
  watch: Pick<
    Watch,
    | 'verdicts'
    | 'memories'
    | 'measures'
    | 'faults'
    | 'wrongOfPair'
    | 'loads'
    | 'windowsOf'
  >;
  kept: ReadonlyArray<Pick<Kept, 'name' | 'lives'>>;
  /** A node that always answers. */
  referenceNode: string;
}

/** The report as a page of Markdown, and a sentence for each of its deviations. */
export function markdownOf(run: Run): { text: string; faults: string[] } {
  const { from, to, minutes, seed, versions, watch } = run;
  const faults: string[] = [];
  const lines = [
    '# Long run',
    '',
    `Written by \`make soak MINUTES=${minutes} SEED=${seed}\`; not edited by hand. ${new Date(
      from,
    ).toISOString()}, ${Math.round((to - from) / 60_000)} minutes${
      run.wasEnded ? ' (ended early)' : ''
    }.`,
    '',
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join('; '),
    '',
    `Load average of the machine, each minute: ${middleOf(watch.loads).toFixed(
      1,
    )} in the middle, ${Math.max(...watch.loads).toFixed(
      1,
    )} at most; the nodes themselves were late ${run.late} times.`,
    '',
    '## Verdicts and state',
    '',
    ...table(['', ...watch.verdicts.keys()], verdictRows(run, faults)),
    '',
    `Sidecar and gateway: ${watch.wrongOfPair.length} wrong answers.`,
    '',
    '## Memory and handles',
    '',
    `Of the longest life of each process, without its first ${
      warmUpMs(run) / 60_000
    } minutes. The heap is what is left after a full collection. The slope is in percent an hour, with its 95 % confidence interval.`,
    '',
    ...table(
      [
        'process',
        'starts',
        'minutes',
        'RSS',
        'slope of RSS',
        'heap',
        'slope of the heap',
        'files',
        'sockets',
        'handles',
      ],
      memoryRows(run, faults),
    ),
    '',
    '## Faults',
    '',
    ...table(
      ['at', 'what', 'to', 'seconds', ''],
      watch.faults.map(fault => [
        minuteOf(fault.from, from),
        fault.kind,
        fault.target,
        String(Math.round((fault.to - fault.from) / 1000)),
        fault.skipped ? `not done: ${fault.skipped}` : '',
      ]),
    ),
  ];
  faults.push(...watch.wrongOfPair);
  for (const [name, { wrong }] of watch.verdicts) {
    faults.push(
      ...wrong.map(
        ({ kind, node, at, words }) =>
          `${name}, ${minuteOf(at, from)}: ${kind}: ${node}: ${words}`,
      ),
    );
  }
  for (const [name, { lost }] of watch.memories) {
    faults.push(...lost.map(words => `${name} lost ${words}`));
  }
  for (const { name, lives } of run.kept) {
    for (const { to: end, killed } of lives) {
      if (
        end !== undefined &&
        end < to &&
        killed === false &&
        name !== 'postgres'
      ) {
        faults.push(`${name} ended by itself at ${minuteOf(end, from)}`);
      }
    }
  }
  if (faults.length > 0) {
    lines.push(
      '',
      '## Not as it should be',
      '',
      ...faults.slice(0, 100).map(words => `- ${words}`),
    );
  }
  return { text: `${lines.join('\n')}\n`, faults };
}

function verdictRows(run: Run, faults: string[]): string[][] {
  const { watch, from, to, referenceNode } = run;
  const names = [...watch.verdicts.keys()];
  const rounds = names.map(name => {
    const memory = watch.memories.get(name);
    const shown = { from, to: memory?.shownAt ?? to };
    const found = memory?.rounds(
      referenceNode,
      shown,
      POLL_MS,
      watch.windowsOf(name),
    );
    if (found && found.missed > 0) {
      faults.push(`${name} missed ${found.missed} rounds without a fault`);
    }
    return found;
  });
  const row = (
    words: string,
    value: (name: string, i: number) => number | undefined,
  ) => [words, ...names.map((name, i) => String(value(name, i) ?? '-'))];
  const count = (kind: Parameters<Count>[0]) =>
    row(kind, name => watch.verdicts.get(name)?.count(kind));
  return [
    row('looks', name => watch.verdicts.get(name)?.comparisons),
    row(
      'verdicts compared with the truth',
      name => watch.verdicts.get(name)?.checked,
    ),
    count('false ready'),
    count('false unreachable'),
    count('usable, not shown as ready'),
    row('rounds of polling', (_, i) => rounds[i]?.made),
    row(
      `rounds missed in faults and ${SETTLE_MS / 1000} s after`,
      (_, i) => rounds[i]?.missedInFaults,
    ),
    row('rounds missed without a fault', (_, i) => rounds[i]?.missed),
    row(
      'points, transitions and snapshots remembered',
      name => watch.memories.get(name)?.size,
    ),
    row('of them lost', name => watch.memories.get(name)?.lost.length),
  ];
}
type Count = NonNullable<ReturnType<Run['watch']['verdicts']['get']>>['count'];

function memoryRows(run: Run, faults: string[]): string[][] {
  return run.kept
    .filter(({ name }) => name !== 'postgres')
    .map(({ name, lives }) => {
      const all = run.watch.measures.get(name) ?? [];
      const { pid, minutes } = maxDuration(lives, run.to);
      const own = all.filter(measure => measure.pid === pid);
      const warm = own.filter(
        ({ at }) => at - ensurePresent(own[0]).at >= warmUpMs(run),
      );
      const rss = slopeOf(warm.map(({ at, rss: value }) => ({ at, value })));
      const heap = slopeOf(
        warm.flatMap(({ at, heap: value }) => (value ? [{ at, value }] : [])),
      );
      for (const [what, slope] of [
        ['RSS', rss],
        ['heap', heap],
      ] as const) {
        if (
          name !== 'geth' &&
          slope &&
          slope.percentPerHour - slope.plusMinus > STEEPEST
        ) {
          faults.push(
            `${name}: the ${what} grows by ${describeSlope(slope)} an hour`,
          );
        }
      }
      return [
        name,
        String(lives.length),
        String(minutes),
        course(warm, measure => measure.rss, mib),
        describeSlope(rss),
        course(warm, measure => measure.heap, mib),
        describeSlope(heap),
        course(warm, measure => measure.files),
        course(warm, measure => measure.sockets),
        course(warm, measure => measure.handles),
      ];
    });
}

function warmUpMs({ minutes }: Run): number {
  return Math.min(WARM_UP_MS, (minutes / 6) * 60_000);
}

function maxDuration(lives: Kept['lives'], to: number) {
  const lengths = lives.map(life => (life.to ?? to) - life.from);
  const longest = Math.max(...lengths);
  const { pid } = ensurePresent(lives[lengths.indexOf(longest)]);
  return { pid, minutes: Math.round(longest / 60_000) };
}

/** First and last value, and the largest. */
function course(
  measures: readonly Measure[],
  valueOf: (measure: Measure) => number | undefined,
  words: (value: number) => string = String,
): string {
  const values = measures.flatMap(measure => valueOf(measure) ?? []);
  if (values.length === 0) return '-';
  const [first, last] = [values[0], values[values.length - 1]];
  return `${words(ensurePresent(first))} → ${words(
    ensurePresent(last),
  )}, most ${words(Math.max(...values))}`;
}

function describeSlope(slope: Slope | undefined): string {
  if (!slope) return '-';
  const { percentPerHour, plusMinus } = slope;
  return `${percentPerHour.toFixed(2)} ± ${plusMinus.toFixed(2)} %`;
}

function middleOf(values: readonly number[]): number {
  return ensurePresent(
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)],
  );
}

function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

function minuteOf(at: number, from: number): string {
  const seconds = Math.round((at - from) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function table(head: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
