import { moments } from './stops';

const BEGIN =
  '<!-- from __fixtures__/unclean: make generate -->\n<!-- prettier-ignore-start -->';
const END = '<!-- prettier-ignore-end -->';

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function uncleanTable(): string {
  return [
    line([
      'client',
      'read',
      'moment',
      'how long',
      '`eth_syncing`',
      'head',
      'state',
      'source',
    ]),
    line(Array.from({ length: 8 }, () => '---')),
    ...moments.map(({ client, read, moment, duration, reported, state, source }) =>
      line([
        client.replace(/\/.*/s, '').toLowerCase(),
        read,
        moment,
        duration,
        ...reported,
        `\`${state}\``,
        source,
      ]),
    ),
  ].join('\n');
}

/** A document with its table of unclean stops made anew. @throws when the document has no place for it */
export function withUncleanTable(document: string): string {
  const from = document.indexOf(BEGIN);
  const to = document.indexOf(END, from);
  if (from < 0 || to < from) {
    throw new Error(
      `docs/health.md has no place for the table of unclean stops: put "${BEGIN}" and "${END}" into it`,
    );
  }
  return `${document.slice(
    0,
    from,
  )}${BEGIN}\n\n${uncleanTable()}\n\n${document.slice(to)}`;
}
