import { join } from 'node:path';
import {
  markdownTable,
  withMarked,
  writeOrCheck,
} from '../../../scripts/docs/marked';
import { ensurePresent } from '../../ensurePresent';
import { readTable, root, type Rule, type Table } from './table';

/**
 * Writes the tables of docs/network-policies.md from docs/network-policies.yaml.
 *
 *   tsx tests/integration/policies/document.ts            write
 *   tsx tests/integration/policies/document.ts --check    fail when they differ
 */
const FILE = join(root, 'docs/network-policies.md');

async function main(): Promise<void> {
  writeOrCheck(
    FILE,
    await withMarked({
      file: FILE,
      begin: '<!-- from network-policies.yaml: make generate -->',
      text: tables(await readTable()),
    }),
  );
}

function tables(table: Table): string {
  const parties = Object.entries(table.parties).map(([name, { is }]) => [
    `\`${name}\``,
    is,
  ]);
  const allowed = table.allowed.map(rule => [
    list(rule.from),
    list(rule.to),
    portsOf(table, rule),
    rule.needs.map(need => `\`-${need}\``).join(', ') || 'none',
    rule.why,
  ]);
  return [
    markdownTable(['party', 'is'], parties),
    markdownTable(['from', 'to', 'ports', 'policies', 'why'], allowed),
  ].join('\n\n');
}

const list = (names: string[]) => names.join(', ');

function portsOf({ ports }: Table, rule: Rule): string {
  const names = rule.ports?.flatMap(group => ensurePresent(ports[group])) ?? [
    'any',
  ];
  const within = rule.within ? `, of its ${rule.within}` : '';
  return `${list(names)}${within}`;
}

main().catch(error => {
  console.error(String(error.message ?? error));
  process.exitCode = 1;
});
