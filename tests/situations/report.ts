import { ensurePresent } from '../ensurePresent';
import type { Expectation } from './expectation';
import type { Finding, Judgement } from './finding';
import { type Situation, situations } from './table';

/** What a run says about one situation. */
export interface Row {
  situation: Situation;
  /** ISO 8601 day. */
  date: string;
  finding: Finding;
  /** The tab in a browser; absent without a browser. */
  inBrowser?: string;
  /** From the end of the situation until the node was ready again; absent where that was not awaited, or did not come. */
  recoverySeconds?: number;
  /** Client versions, as the node gives them. */
  clients: { execution?: string; consensus?: string };
}

/** What holds for all of them. */
export interface Run {
  versions: Record<string, string>;
  rows: readonly Row[];
}

/** The report as data: regular expressions as their source. */
export function jsonOf({ versions, rows }: Run): string {
  const data = {
    versions,
    situations: rows.map(({ situation, ...row }) => ({
      ...situation,
      ...row,
      expected: plain(situation.expected),
    })),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** The rows of such a report, of situations that there still are. */
export function earlierRows(json: string): Row[] {
  const { situations: found }: { situations: Array<Row & { name: string }> } =
    JSON.parse(json);
  return found.flatMap(({ name, ...row }) => {
    const situation = situations.find(known => known.name === name);
    const { date, finding, inBrowser, recoverySeconds, clients } = row;
    return situation
      ? [{ situation, date, finding, inBrowser, recoverySeconds, clients }]
      : [];
  });
}

function plain(expected: Expectation): unknown {
  return JSON.parse(
    JSON.stringify(expected, (_, value) =>
      value instanceof RegExp ? value.source : value,
    ),
  );
}

/** The report as a page of Markdown. */
export function markdownOf({ versions, rows }: Run): string {
  const days = [...new Set(rows.map(({ date }) => date))].sort();
  const wrong = rows.filter(({ finding }) => finding.problems.length > 0);
  return `${[
    '# Situations made with real clients',
    '',
    `Written by \`make test-situations\` on ${days.join(
      ' and ',
    )}; not edited by hand. ${rows.length} situations, ${
      wrong.length
    } of them judged otherwise than expected.`,
    '',
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    '',
    'Seconds run from the cause to the first look at which the judgement was as expected and stayed so. One look a second is taken, on a machine that does other',
    'work at the same time: they are upper bounds. "-" is a judgement that was not as expected in its time.',
    '',
    ...table(
      [
        'situation',
        'expected',
        'sidecar',
        's',
        'readiness',
        's',
        'tab',
        's',
        'ready again',
        'as expected',
      ],
      rows.map(cells),
    ),
    '',
    ...(wrong.length > 0
      ? ['## Not as expected', '', ...wrong.flatMap(problems)]
      : []),
    '## How each is made',
    '',
    ...rows.flatMap(({ situation, clients }) => [
      `- **${situation.name}**: ${situation.what}. ${capital(
        situation.made,
      )}. ${[clients.execution, clients.consensus]
        .filter(Boolean)
        .join(' with ')}`,
    ]),
    '',
    '## Courses',
    '',
    'Reports of the sidecar, with the second of the first one.',
    '',
    ...rows.flatMap(({ situation, finding }) => [
      `- **${situation.name}**: ${finding.course
        .map(
          ({ seconds, state, ready, reason }) =>
            `${seconds} s ${state}${ready ? ' (ready)' : ''}${
              reason ? `, "${reason}"` : ''
            }`,
        )
        .join('; ')}`,
    ]),
    '',
  ].join('\n')}`;
}

function cells({
  situation,
  finding,
  inBrowser,
  recoverySeconds,
}: Row): string[] {
  const { expected } = situation;
  const { sidecar, readiness, tab } = finding.judgements;
  const states = [...expected.states];
  return [
    situation.name,
    `${states.join(' or ')}, ${expected.ready ? 'ready' : 'not ready'}${
      expected.forkReady === false ? ', fork not ready' : ''
    }${expected.tab ? `; tab: ${expected.tab.states.join(' or ')}` : ''}`,
    sidecar.last,
    time(sidecar),
    readiness.last,
    time(readiness),
    `${tab.last}${inBrowser ? ` (browser: ${inBrowser})` : ''}`,
    time(tab),
    recoverySeconds === undefined ? '' : `${recoverySeconds} s`,
    finding.problems.length === 0 ? 'yes' : '**no**',
  ];
}

const time = ({ seconds }: Judgement) =>
  seconds === undefined ? '-' : String(seconds);

function problems({ situation, finding }: Row): string[] {
  return [
    `**${situation.name}** (${situation.what})`,
    '',
    ...finding.problems.map(problem => `- ${problem}`),
    '',
  ];
}

function table(head: string[], rows: string[][]): string[] {
  const line = (columns: string[]) =>
    `| ${columns.map(text => text.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

const capital = (text: string) =>
  ensurePresent(text[0]).toUpperCase() + text.slice(1);
