import {
  consensusClients,
  executionClients,
} from '../../src/clients/generated';
import { networks } from '../../src/networks/generated';
import { Comparison, type SourceResult } from './finding';

/** The age from which the product itself says that data is old (health/dataAge.ts). */
const FRESH_DAYS = 30;

interface Dated {
  name: string;
  checkedAt: string;
}

/** Names every data file whose newest source is more than a month old. */
export function compareAges(
  now: number,
  files: Record<string, readonly Dated[]> = {
    clients: [
      ...Object.values(executionClients),
      ...Object.values(consensusClients),
    ],
    networks: Object.values(networks),
  },
): SourceResult {
  const oldest = new Date(now - FRESH_DAYS * 86_400_000)
    .toISOString()
    .slice(0, 10);
  const comparison = new Comparison(`sources from ${oldest} on`);
  for (const [folder, dated] of Object.entries(files)) {
    for (const { name, checkedAt } of dated) {
      comparison.compare(
        `${folder}/${name} checkedAt`,
        checkedAt,
        checkedAt >= oldest ? checkedAt : `more than ${FRESH_DAYS} days old`,
      );
    }
  }
  return comparison.result();
}
