import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Combination } from './combinations';
import { nodeValues, template } from './matrixValues';
import { findingOf, type Finding, type Report } from './report';

/** Asks for each wrong combination: the chart must refuse it with its reason. checkAccepted renders all others. */
export function checkRefused(
  report: Report,
  chart: string,
  network: string,
  combinations: readonly Combination[],
): void {
  const wrong = combinations.filter(({ refusals }) => refusals.length > 0);
  report.check(
    `${network}: every wrong combination is refused by its field`,
    () =>
      refusedAsExpected(
        chart,
        network,
        Object.fromEntries(
          wrong.map(combination => [combination.name, nodeValues(combination)]),
        ),
        wrong.flatMap(({ refusals }) => refusals),
      ),
  );
}

/** Reasons that are not of the combination: disks too small, and clients that the data calls not deployable. */
export function checkReasons(
  report: Report,
  chart: string,
  combinations: readonly Combination[],
): void {
  report.check(
    'mainnet: every disk below its figure is refused by its field',
    () => {
      const tooSmall = combinations.flatMap(combination => {
        const { execution, history, name, network, refusals } = combination;
        const minimum = execution.storage[network.name]?.[history]?.minimumGi;
        if (network.name !== 'mainnet' || refusals.length > 0 || !minimum) {
          return [];
        }
        const size = `${minimum - 1}Gi`;
        return [{ combination, name, size, minimum }];
      });
      return refusedAsExpected(
        chart,
        'mainnet',
        Object.fromEntries(
          tooSmall.map(({ combination, name, size }) => [
            name,
            nodeValues(combination, {
              execution: {
                client: combination.execution.name,
                history: combination.history,
                storage: { size },
              },
            }),
          ]),
        ),
        tooSmall.map(
          ({ name, size }) =>
            `nodes.${name}.execution.storage.size ${size} is below`,
        ),
      );
    },
  );
  report.check('mainnet: a client is refused with the reason of its data', () =>
    withClientRefused(chart, copy => {
      const chosen = combinations.filter(
        ({ network, refusals, execution }) =>
          network.name === 'mainnet' &&
          refusals.length === 0 &&
          execution.name === 'reth',
      );
      return refusedAsExpected(
        copy,
        'mainnet',
        Object.fromEntries(
          chosen.map(combination => [
            combination.name,
            nodeValues(combination),
          ]),
        ),
        chosen.map(
          ({ name }) =>
            `nodes.${name}.execution.client "reth" is refused: it is only a test`,
        ),
      );
    }),
  );
}

/** Renders invalid nodes: the chart must report exactly the expected problems. */
export function refusedAsExpected(
  chart: string,
  network: string,
  nodes: Readonly<Record<string, unknown>>,
  expected: readonly string[],
): Finding {
  const outcome = template(chart, network, nodes);
  if (outcome.ok) return { ok: false, problems: 'all of them were rendered' };
  const lines = outcome.reason
    .split('\n')
    .flatMap(line => (line.startsWith('- ') ? [line.slice(2)] : []));
  return findingOf(
    [
      ...expected
        .filter(words => !lines.some(line => line.startsWith(words)))
        .map(words => `not refused: ${words}`),
      ...lines
        .filter(line => !expected.some(words => line.startsWith(words)))
        .map(line => `refused, and should not be: ${line}`),
    ],
    `${expected.length} refusals`,
  );
}

/** A copy of the chart whose data calls reth not deployable. */
function withClientRefused(
  chart: string,
  tryRender: (copy: string) => Finding,
): Finding {
  const copy = mkdtempSync(join(tmpdir(), 'matrix-'));
  try {
    cpSync(chart, copy, { recursive: true, dereference: true });
    const file = join(copy, 'files/clients/reth.yaml');
    const document = parseDocument(readFileSync(file, 'utf8'));
    document.set('deployable', { chart: false, reason: 'it is only a test' });
    writeFileSync(file, document.toString());
    return tryRender(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
