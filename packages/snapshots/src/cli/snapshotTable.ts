import { formatBytes } from '@nodeyard/ethereum';
import type { ListedSnapshot } from '@nodeyard/snapshot-store';

export function snapshotTable(snapshots: readonly ListedSnapshot[]): string {
  if (snapshots.length === 0) return 'No snapshots yet.';
  const rows = snapshots.map(
    ({ id, block, createdAt, totals, clientVersion, verification, latest }) => [
      id,
      String(block.number),
      createdAt,
      formatBytes(totals.bytes),
      formatBytes(totals.newBytes),
      clientVersion,
      `${verification?.result ?? 'not verified'}${latest ? ', latest' : ''}`,
    ],
  );
  return columns([
    ['SNAPSHOT', 'BLOCK', 'TAKEN', 'SIZE', 'NEW', 'VERSION', 'VERIFIED'],
    ...rows,
  ]);
}

export function snapshotText({
  id,
  network,
  client,
  clientVersion,
  scheme,
  history,
  block,
  createdAt,
  parent,
  totals,
  verification,
  latest,
}: ListedSnapshot): string {
  return columns([
    ['snapshot', `${id}${latest ? ' (latest)' : ''}`],
    ['network', network],
    [
      'client',
      `${client} ${clientVersion}, scheme ${scheme ?? 'unknown'}, history ${
        history ?? 'unknown'
      }`,
    ],
    ['block', `${block.number} ${block.hash}`],
    ['taken', createdAt],
    ['parent', parent ?? 'none'],
    [
      'files',
      `${totals.files}, ${formatBytes(totals.bytes)}, ${
        totals.chunks
      } chunks; ${formatBytes(totals.newBytes)} new`,
    ],
    [
      'verified',
      verification
        ? `${verification.result}${
            verification.failure ? ` (${verification.failure})` : ''
          } at ${verification.at} by ${client} ${verification.clientVersion}`
        : 'no',
    ],
  ]);
}

function columns(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, n) =>
    Math.max(...rows.map(row => row[n]?.length ?? 0)),
  );
  return rows
    .map(row =>
      row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
