/**
 * Compares the facts in `charts/ethereum-infrastructure/files` with what geth and Lodestar ship at their newest versions, with
 * the newest tags of the clients' images and with what the checkpoint sources serve.
 *
 * A difference is a finding to look into, not a failure: one source may be late, as any of them has been.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compareAges } from './facts/age';
import { compareWithCheckpointSources } from './facts/checkpoints';
import type { SourceResult } from './facts/finding';
import { compareWithGeth } from './facts/geth';
import { compareWithImages } from './facts/images';
import { compareWithLodestar } from './facts/lodestar';

const HELP = `check-facts: compare the data of networks and clients with geth's Go module, Lodestar's npm package, the registries of the
clients' images and the checkpoint sources; list data files whose newest source is more than 30 days old

  --json     print the result as JSON
  --strict   exit 1 when there is a finding or a source could not be looked at
  --help     print this

Needs go, npm and crane, the registries that they are set up to use, and the internet for images and checkpoint sources:
what cannot be reached is listed as not checked. The first run compiles a part of geth (some minutes).
`;

const gethTemplate = resolve(
  __dirname,
  '../../../charts/ethereum-infrastructure/templates/clients/_geth.tpl',
);

/** A source that cannot be reached is a result too: being offline is not an error. */
async function runComparison(
  source: string,
  compare: (scratch: string) => Promise<SourceResult[]>,
): Promise<SourceResult[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'nodeyard-facts-'));
  try {
    return await compare(scratch);
  } catch (error) {
    return [
      {
        source,
        checked: false,
        why: error instanceof Error ? error.message : String(error),
      },
    ];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function report(results: SourceResult[]): string {
  const findings = results.flatMap(result =>
    result.checked ? result.findings : [],
  );
  const rows = [
    ['source', 'field', 'ours', 'theirs'],
    ...findings.map(({ source, field, ours, theirs }) => [
      source,
      field,
      ours,
      theirs,
    ]),
  ];
  const widths = Array.from({ length: 4 }, (_, column) =>
    Math.max(...rows.map(row => row[column]?.length ?? 0)),
  );
  const table = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [
    ...results.map(result =>
      result.checked
        ? `${result.source}: ${result.comparisons} facts compared, ${result.findings.length} differ`
        : `${result.source}: NOT CHECKED (offline, or a tool is missing): ${result.why}`,
    ),
    '',
    ...(findings.length > 0 ? table : ['no differences in what was checked']),
    '',
  ].join('\n');
}

async function main() {
  const options = new Set(process.argv.slice(2));
  if (options.has('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const unknown = [...options].filter(
    option => option !== '--json' && option !== '--strict',
  );
  if (unknown.length > 0) {
    process.stderr.write(`unknown option ${unknown.join(', ')}\n\n${HELP}`);
    process.exitCode = 2;
    return;
  }
  const results = (
    await Promise.all([
      runComparison('geth', scratch =>
        compareWithGeth(
          scratch,
          existsSync(gethTemplate) ? gethTemplate : undefined,
        ),
      ),
      runComparison('lodestar', compareWithLodestar),
      compareWithImages(),
      compareWithCheckpointSources(),
      [compareAges(Date.now())],
    ])
  ).flat();
  process.stdout.write(
    options.has('--json')
      ? `${JSON.stringify(results, null, 2)}\n`
      : report(results),
  );
  const clean = results.every(
    result => result.checked && result.findings.length === 0,
  );
  process.exitCode = options.has('--strict') && !clean ? 1 : 0;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
