import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePresent } from '../ensurePresent';
import { root } from './packages';
import type { Outcome } from './system';

const parts: Record<string, string> = {
  create: '`create-app --skip-install`',
  install: '`yarn install` of the app',
  ours: "the READMEs' commands",
  started: '`yarn start`, until both servers answer',
  seen: 'fleet, tab, card, template, its node in the catalog',
};

/** What was installed and how long it took, one column for each frontend system. */
export function table(outcomes: readonly Outcome[]): string {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const head = [
    '',
    ...outcomes.map(({ system }) => `${system} frontend system`),
  ];
  const names = Object.keys(outcomes[0]?.versions ?? {});
  return [
    row(head),
    row(head.map(() => '---')),
    ...names.map(name =>
      row([
        `\`${name}\``,
        ...outcomes.map(({ versions }) => versions[name] ?? ''),
      ]),
    ),
    row(['steps of READMEs', ...outcomes.map(({ steps }) => String(steps))]),
    row([
      'packages doubled by ours',
      ...outcomes.map(({ doubled }) => doubled.join(', ') || 'none'),
    ]),
    ...Object.entries(parts).map(([part, words]) =>
      row([
        words,
        ...outcomes.map(
          ({ times }) => `${ensurePresent(times[part]).toFixed(0)} s`,
        ),
      ]),
    ),
  ].join('\n');
}

export function record(outcomes: readonly Outcome[]): void {
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(
    join(root, 'tests/install/RECORD.md'),
    `# The last run of \`make test-install\`

On ${day}, Node.js ${
      process.versions.node
    }. Written by \`make test-install RECORD=1\`.

${table(outcomes)}
`,
  );
}
