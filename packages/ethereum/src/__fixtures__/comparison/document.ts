import { compareMoments } from './compare';
import exporter from './exporter.json';
import { nameOf } from './moments';
import { rules } from './rules';

const BEGIN =
  '<!-- from the recordings: make generate -->\n<!-- prettier-ignore-start -->';
const END = '<!-- prettier-ignore-end -->';

const yesOrNo = (verdict: boolean) => (verdict ? 'yes' : 'no');

/** A verdict, marked where it is wrong. */
const cell = (verdict: boolean, truth: boolean) =>
  verdict === truth ? yesOrNo(verdict) : `**${yesOrNo(verdict)}** ✗`;

/** The measured table of `docs/health.md`: what each rule says of each recorded moment, and how often it is right. */
export async function measuredTable(): Promise<string> {
  const rows = await compareMoments();
  const verdicts = rows.map(({ ours, theirs }) => [ours, ...theirs]);
  const titles = ['Nodeyard', ...rules.map(({ title }) => title)];
  const counts = titles.map((_, column) => {
    const right = rows.filter(
      ({ moment }, row) => verdicts[row]?.[column] === moment.usable,
    );
    const falselyUsable = rows.filter(
      ({ moment }, row) => verdicts[row]?.[column] && !moment.usable,
    );
    return { right: right.length, falselyUsable: falselyUsable.length };
  });
  const line = (cells: Array<string | number>) => `| ${cells.join(' | ')} |`;
  return [
    line(['recording', 'the node', 'usable', 'state', ...titles]),
    line(titles.concat('', '', '', '').map(() => '---')),
    ...rows.map(({ moment, state }, row) =>
      line([
        `\`${nameOf(moment)}\``,
        moment.what,
        yesOrNo(moment.usable),
        `\`${state}\``,
        ...(verdicts[row] ?? []).map(verdict => cell(verdict, moment.usable)),
      ]),
    ),
    line([
      '**right**',
      '',
      '',
      '',
      ...counts.map(({ right }) => `${right} of ${rows.length}`),
    ]),
    line([
      '**wrong: callers sent to a node that is not usable**',
      '',
      '',
      '',
      ...counts.map(({ falselyUsable }) => falselyUsable),
    ]),
    line([
      '**wrong: a usable node taken from its callers**',
      '',
      '',
      '',
      ...counts.map(
        ({ right, falselyUsable }) => rows.length - right - falselyUsable,
      ),
    ]),
    '',
    'What the columns are:',
    '',
    `- Nodeyard: \`judge\` with what is seen of the other node of the network, after three looks at a node that was ready. A sidecar alone is right in ${
      rows.filter(({ moment, alone }) => alone === moment.usable).length
    } rows of ${
      rows.length
    }: it cannot tell a network without blocks from a node that fell behind.`,
    ...rules.map(({ title, source }) => `- ${title}: ${source}.`),
    `- The exporter is ${exporter.exporter} ${exporter.version}, measured on ${exporter.measuredOn}. It watched a pair in sync before each moment.`,
  ].join('\n');
}

/** A document with its table made anew. @throws when the document has no place for it */
export async function withMeasuredTable(document: string): Promise<string> {
  const from = document.indexOf(BEGIN);
  const to = document.indexOf(END, from);
  if (from < 0 || to < from) {
    throw new Error(
      `docs/health.md has no place for the measured table: put "${BEGIN}" and "${END}" into it`,
    );
  }
  return `${document.slice(
    0,
    from,
  )}${BEGIN}\n\n${await measuredTable()}\n\n${document.slice(to)}`;
}
