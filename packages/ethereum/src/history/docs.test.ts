import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { executionClients } from '../clients/generated';
import type { ExecutionClient, HistoryEffect } from '../clients/schema';

const operations = readFileSync(
  join(__dirname, '../../../../docs/operations.md'),
  'utf8',
);

/** `full → pre-merge, pre-prague; ...`, or a dash. */
function changesOf(
  { history, historyChanges }: ExecutionClient,
  effect: HistoryEffect,
): string {
  const rows = history.map(from => {
    const row = historyChanges[from] ?? {};
    const to = history.filter(mode => row[mode] === effect);
    return to.length > 0 ? `${from} → ${to.join(', ')}` : [];
  });
  return rows.flat().join('; ') || '–';
}

describe('docs/operations.md', () => {
  const cellsOf = (title: string) =>
    new RegExp(`^\\| ${title} +\\| (.*?) +\\| (.*?) +\\|$`, 'm')
      .exec(operations)
      ?.slice(1);

  it.each(Object.values(executionClients))(
    'has the changes of history that work for $title',
    client => {
      expect(cellsOf(client.title)).toEqual([
        changesOf(client, 'prunes'),
        changesOf(client, 'command'),
      ]);
    },
  );
});
