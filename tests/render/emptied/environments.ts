import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod';
import type { Outcome } from '../program';
import { findingOf, type Finding } from '../report';
import { recordedCharts, standIn } from '../upstreamCharts';
import { complaints } from './charts';
import { emptied, keysOf, without, type Path } from './keys';
import { inParallel, start } from './pool';

const layers = [
  'infrastructure',
  'local-registry',
  'istio',
  'observability',
  'ethereum',
] as const;
type Layer = (typeof layers)[number];

const releaseSchema = z.looseObject({
  chart: z.string(),
  values: z.array(z.unknown()).default([]),
});
const stateSchema = z.looseObject({
  releases: z.array(releaseSchema.extend({ name: z.string() })).default([]),
});

/** Which file is emptied key by key, in which environment that shows. */
export interface Subject {
  file: string;
  /** The environment's own file where it is another; else `file` is the environment. */
  trial?: unknown;
  /** Layers that read it. */
  layers: (key: Path) => readonly Layer[];
}

/** An environment of the repository. `namespace`, `kubeContext` and `platform` are read by all layers, the rest by the nodes'. */
export function environment(name: string): Subject {
  return {
    file: `environments/${name}.yaml`,
    layers: ([top, layer]) => {
      if (top === 'platform')
        return layer === 'registry'
          ? ['infrastructure', 'local-registry']
          : layers;
      return top === 'namespace' || top === 'kubeContext'
        ? layers
        : ['ethereum'];
    },
  };
}

/**
 * Empties keys of a file that helmfile reads, and compares with the same file without them. What helmfile makes for Helm is
 * compared; where a release gets other values than before, Helm renders it too.
 *
 * @param groups - which keys are emptied at once
 */
export async function emptiedInFile(
  directory: string,
  subject: Subject,
  groups: (keys: readonly Path[]) => readonly (readonly Path[])[],
): Promise<Finding> {
  const copies = Array.from({ length: availableParallelism() }, () =>
    copyOf(directory),
  );
  try {
    const original = read(join(directory, subject.file));
    const make = async (
      values: unknown,
      slot: number,
      wanted: readonly Layer[],
    ) => {
      const copy = copies[slot];
      writeFileSync(
        join(copy, 'environments/trial.yaml'),
        stringify(subject.trial ?? values),
      );
      if (subject.trial)
        writeFileSync(join(copy, subject.file), stringify(values));
      return Promise.all(wanted.map(layer => build(copy, layer)));
    };
    const every = [
      ...new Set(keysOf(original).flatMap(key => [...subject.layers(key)])),
    ];
    const before = await make(original, 0, every);
    const known = new Set(
      before.flatMap(outcome => [...releasesOf(outcome).values()]),
    );
    if (isDeepStrictEqual(await make({}, 0, every), before))
      return {
        ok: false,
        problems: `${subject.file} is read by none of ${every.join(', ')}`,
      };

    const counts = { refused: 0, absent: 0, rendered: 0 };
    const tasks = groups(keysOf(original));
    const problems = await inParallel(tasks, async (keys, slot) => {
      const wanted = [
        ...new Set(keys.flatMap(key => [...subject.layers(key)])),
      ];
      const given = await make(emptied(original, keys), slot, wanted);
      const absent = await make(without(original, keys), slot, wanted);
      const refusals = given.flatMap(outcome =>
        outcome.ok ? [] : [outcome.reason],
      );
      const unlike = difference(given, absent);
      if (unlike !== undefined)
        return [
          `${subject.file} ${keys
            .map(key => key.join('.'))
            .join(', ')}: emptied it is not as if it were not there: ${unlike}`,
        ];
      if (refusals.length > 0) {
        counts.refused += 1;
        return refusals.flatMap(refusal => complaints(refusal, keys));
      }
      const others = given
        .flatMap(outcome => [...releasesOf(outcome)])
        .filter(([, values]) => !known.has(values));
      counts.rendered += others.length;
      const rendered = await Promise.all(
        others.map(([name, values]) =>
          renderRelease(copies[slot], name, values),
        ),
      );
      const refused = rendered.flatMap(outcome =>
        outcome.ok ? [] : [outcome.reason],
      );
      counts[refused.length > 0 ? 'refused' : 'absent'] += 1;
      return refused.flatMap(refusal => complaints(refusal, keys));
    });
    return findingOf(
      problems.flat(),
      `${tasks.flat().length} keys in ${tasks.length} groups: ${
        counts.absent
      } as if they were not there, ${counts.refused} refused by name; ${
        counts.rendered
      } releases rendered`,
    );
  } finally {
    for (const copy of copies) rmSync(copy, { recursive: true, force: true });
  }
}

const consensusClients = new Set([
  'grandine',
  'lighthouse',
  'lodestar',
  'nimbus',
  'prysm',
  'teku',
]);

/** A file of values/, in an environment that reads it. */
export function layerFile(file: string): Subject {
  const [, folder, name] = /^values\/(.*)\/([^/]*)\.yaml$/.exec(file) ?? [];
  const isConsensus = consensusClients.has(name);
  const clients = {
    execution: { client: isConsensus ? 'geth' : name },
    consensus: { client: isConsensus ? name : 'lodestar' },
  };
  const chosen: Record<string, { layer: Layer; values: object }> = {
    ethereum: { layer: 'ethereum', values: {} },
    networks: { layer: 'ethereum', values: { network: name } },
    clients: { layer: 'ethereum', values: { nodes: { trial: clients } } },
    platform: {
      layer: 'infrastructure',
      values: {
        platform: {
          infrastructure: { enabled: true, cluster: { enabled: true } },
        },
      },
    },
    istio: {
      layer: 'istio',
      values: {
        platform: {
          istio: {
            enabled: true,
            mode: name === 'sidecar' ? 'sidecar' : 'ambient',
          },
        },
      },
    },
    observability: {
      layer: 'observability',
      values: {
        platform: {
          observability: {
            enabled: true,
            profile: folder.endsWith('small') ? 'small' : 'full',
            storage: {
              region: 'a',
              buckets: { loki: 'b', mimir: 'c' },
              existingSecret: 'd',
            },
          },
        },
      },
    },
  };
  const { layer, values } = chosen[folder.split('/')[0]];
  return {
    file,
    trial: { network: 'hoodi', ...values },
    layers: () => [layer],
  };
}

/** A copy of what is deployed, with stand-ins for the charts of others. */
function copyOf(directory: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'emptied-'));
  for (const path of [
    'helmfiles',
    'values',
    'charts',
    'versions.yaml',
    'scripts/vendor-charts.sh',
  ])
    cpSync(join(directory, path), join(copy, path), { recursive: true });
  mkdirSync(join(copy, 'environments'));
  for (const [name, chart] of recordedCharts()) standIn(copy, name, chart);
  return copy;
}

/**
 * What a helmfile makes of an environment: its releases, each with the values that Helm gets. The values that helmfile itself
 * was given stand at the end, and say no more than the file.
 */
async function build(copy: string, layer: Layer): Promise<Outcome> {
  const file = join(copy, 'helmfiles', layer, 'helmfile.yaml.gotmpl');
  const built = await start(
    'helmfile',
    ['--quiet', '--file', file, '--environment', 'trial', 'build'],
    dirname(file),
  );
  const said = (text: string) => text.split(/^renderedvalues:/m)[0];
  if (built.ok) return { ok: true, output: said(built.output) };
  // A layer that is switched off.
  if (built.reason.includes('err: no releases found'))
    return { ok: true, output: said(built.reason) };
  return { ok: false, reason: built.reason.replaceAll(copy, '') };
}

/** The first line of one that the other has not. */
function difference(
  given: readonly Outcome[],
  absent: readonly Outcome[],
): string | undefined {
  const lines = (outcomes: readonly Outcome[]) =>
    outcomes.flatMap(outcome =>
      (outcome.ok ? outcome.output : outcome.reason).split('\n'),
    );
  const [one, other] = [lines(given), lines(absent)];
  const at = one.findIndex((line, i) => line !== other[i]);
  return at < 0 && one.length === other.length
    ? undefined
    : `"${one[at]}" and not "${other[at]}"`;
}

/** Values of each release, as JSON. */
function releasesOf(outcome: Outcome): Map<string, string> {
  if (!outcome.ok) return new Map();
  return new Map(
    parseAllDocuments(outcome.output)
      .flatMap(document => stateSchema.parse(document.toJS() ?? {}).releases)
      .filter(({ chart }) => chart.startsWith('../../charts/'))
      .map(release => [
        release.name,
        JSON.stringify({ chart: release.chart, values: release.values }),
      ]),
  );
}

/** Renders a release as helmfile has Helm do it: each of its values is a file. */
function renderRelease(
  copy: string,
  name: string,
  release: string,
): Promise<Outcome> {
  const { chart, values } = releaseSchema.parse(JSON.parse(release));
  const folder = mkdtempSync(join(copy, 'release-'));
  const files = values.map((layer, i) => {
    const file = join(folder, `${i}.yaml`);
    writeFileSync(file, stringify(layer));
    return file;
  });
  return start(
    'helm',
    ['template', name, chart, ...files.flatMap(file => ['--values', file])],
    join(copy, 'helmfiles/ethereum'),
  );
}

function read(file: string): unknown {
  return parse(readFileSync(file, 'utf8'));
}
