import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ensurePresent } from '../../ensurePresent';
import { readTable, root, type Rule, type Table } from './table';

/**
 * Writes the tables of docs/network-policies.md from docs/network-policies.yaml.
 *
 *   tsx tests/integration/policies/document.ts            write
 *   tsx tests/integration/policies/document.ts --check    fail when they differ
 */
const FILE = join(root, 'docs/network-policies.md');
const BEGIN = '<!-- from network-policies.yaml: make generate -->';
const END = '<!-- end -->';

async function main(): Promise<void> {
  const table = await readTable();
  const old = await readFile(FILE, 'utf8');
  const [before, , after] = old.split(new RegExp(`${BEGIN}|${END}`));
  const written = [before, BEGIN, `\n\n${tables(table)}\n\n`, END, after];
  const style = await resolveConfig(FILE);
  const next = format(written.join(''), { ...style, parser: 'markdown' });
  if (next === old) return;
  if (process.argv.includes('--check')) {
    throw new Error(`${FILE} is not what its table says: run "make generate"`);
  }
  await writeFile(FILE, next);
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
    markdown(['party', 'is'], parties),
    markdown(['from', 'to', 'ports', 'policies', 'why'], allowed),
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

function markdown(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

main().catch(error => {
  console.error(String(error.message ?? error));
  process.exitCode = 1;
});
