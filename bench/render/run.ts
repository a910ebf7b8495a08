import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ensurePresent } from '../../tests/ensurePresent';
import { median } from '../snapshots/table';

/**
 * What it costs to render one node of production with `helm template`, the start of the program included, beside another
 * chart where one is given: CHART is its folder, archive or reference, CHART_VALUES a file of values for one node of its.
 * Rounds alternate, so that a busy machine is busy for both.
 */
const rounds = Number(process.env.ROUNDS ?? 20);
const root = join(__dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'nodeyard-bench-'));

interface Release {
  name: string;
  chart: string;
  values?: string[];
  /** How many nodes it renders. */
  nodes: number;
}

interface Cost {
  milliseconds: number[];
  objects: number;
}

try {
  const ours = productionNodes();
  const theirs = rival();
  const costs = new Map<string, Cost>();
  for (let round = 0; round < rounds; round += 1) {
    for (const release of [...ours, ...theirs]) {
      const cost = costs.get(release.name) ?? { milliseconds: [], objects: 0 };
      const began = performance.now();
      const manifests = program('helm', [
        'template',
        'bench',
        release.chart,
        ...['--namespace', 'ethereum'],
        ...(release.values ?? []).flatMap(file => ['--values', file]),
        ...(release.nodes > 1 ? ['--set', 'only='] : []),
      ]);
      cost.milliseconds.push(performance.now() - began);
      cost.objects = (manifests.match(/^kind:/gm) ?? []).length;
      costs.set(release.name, cost);
    }
  }
  print(ours, theirs, costs);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The nodes of environments/production.yaml with the very values that helmfile gives them. */
function productionNodes(): Release[] {
  const folder = join(scratch, 'values');
  mkdirSync(folder);
  const template = join(folder, '{{ .Release.Name }}.yaml');
  program('helmfile', [
    ...['--environment', 'production', '--quiet'],
    ...['--selector', 'layer=ethereum,tier=node', 'write-values'],
    ...['--output-file-template', template],
  ]);
  const files = readdirSync(folder);
  if (files.length === 0) {
    throw new Error('environments/production.yaml has no nodes');
  }
  const chart = join(root, 'charts/ethereum-infrastructure');
  const values = files.map(file => join(folder, file));
  return values.map(file => ({
    name: basename(file, '.yaml'),
    chart,
    values: [file],
    nodes: 1,
  }));
}

function rival(): Release[] {
  const { CHART: chart, CHART_VALUES: values } = process.env;
  return chart
    ? [{ name: 'rival', chart, values: values ? [values] : [], nodes: 1 }]
    : [];
}

function print(
  ours: readonly Release[],
  theirs: readonly Release[],
  costs: ReadonlyMap<string, Cost>,
): void {
  const line = ({ name, nodes }: Release) => {
    const { milliseconds, objects } = costs.get(name) ?? {
      milliseconds: [],
      objects: 0,
    };
    return {
      release: name,
      nodes,
      objects,
      medianMs: Math.round(median(milliseconds)),
      minMs: Math.round(Math.min(...milliseconds)),
      maxMs: Math.round(Math.max(...milliseconds)),
      msPerNode: Math.round(median(milliseconds) / nodes),
    };
  };
  const lines = ours.map(line);
  console.table([...lines, ...theirs.map(line)]);
  const single = median(
    lines.filter(({ nodes }) => nodes === 1).map(({ medianMs }) => medianMs),
  );
  const together = ensurePresent(lines[lines.length - 1]).msPerNode;
  const rivals = theirs.map(line).map(({ medianMs }) => medianMs);
  const beside = (milliseconds: number) =>
    rivals.map(
      medianMs => ` (${(milliseconds / medianMs).toFixed(2)} of the other)`,
    );
  process.stdout.write(
    `Per node of production: ${single} ms as a release of its own, as it is deployed${beside(
      single,
    )}; ${together} ms rendered with the others${beside(
      together,
    )}. Median of ${rounds} rounds.${
      rivals.length > 0
        ? ''
        : ' Compare with another chart: make bench-render CHART=folder-or-archive CHART_VALUES=values.yaml'
    }\n`,
  );
}

/** @throws Error with what the program said, when it fails */
function program(name: string, args: readonly string[]): string {
  const ended = spawnSync(name, [...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (ended.error) throw ended.error;
  if (ended.status !== 0) {
    throw new Error(`${name} ${args.join(' ')}: ${ended.stderr}`);
  }
  return ended.stdout;
}
