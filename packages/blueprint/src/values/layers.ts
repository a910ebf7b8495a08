import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { hasPath, isValues, settingsIn } from './setting';
import type { Setting, Values } from './setting';

const HELMFILES = 'helmfiles/ethereum';
const CHART_VALUES = 'charts/ethereum-infrastructure/values.yaml';
const LARGEST_OUTPUT = 64 * 1024 * 1024;

/** Values of a release: paths of files from the helmfile's folder, then mappings. */
const releasesSchema = z.object({
  releases: z.array(
    z.object({
      name: z.string(),
      labels: z.record(z.string(), z.string()),
      values: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])),
    }),
  ),
});

export type LayersResult =
  | { ok: true; layers: Setting[][] }
  | { ok: false; problem: string };

/**
 * The layers of values of one node or pool, the most general first: the chart's own, and what `helmfile build` hands to Helm.
 * Helm and helmfile must be on PATH.
 */
export function readLayers(
  root: string,
  environment: string,
  node: string,
): LayersResult {
  const file = `environments/${environment}.yaml`;
  if (!existsSync(join(root, file))) {
    const names = readdirSync(join(root, 'environments')).join(', ');
    return { ok: false, problem: `there is no ${file}. There are: ${names}` };
  }
  const releases = readReleases(root, environment);
  if (!releases.ok) return releases;
  const found = releases.releases.find(({ name }) => name === node);
  if (!found) {
    const names = releases.releases.map(({ name }) => name).join(', ');
    return {
      ok: false,
      problem: `${file} has neither a node nor a pool ${node}. It has: ${names}`,
    };
  }
  const blocks = blocksOf(node, found.labels);
  const first = found.values.length - blocks.length;
  const chosen = valuesIn(root, file);
  return {
    ok: true,
    layers: [
      settingsIn(valuesIn(root, CHART_VALUES), CHART_VALUES),
      ...found.values.map((layer, index) => {
        if (typeof layer === 'string') {
          const path = join(HELMFILES, layer);
          return settingsIn(valuesIn(root, path), path);
        }
        const above = blocks[index - first];
        return settingsIn(layer, `${HELMFILES}/helmfile.yaml.gotmpl`).map(
          setting => {
            const at = above && [
              ...above.at,
              ...setting.path.slice(above.skip),
            ];
            return at && hasPath(chosen, at)
              ? { ...setting, layer: file, at }
              : setting;
          },
        );
      }),
    ],
  };
}

/**
 * Where the last mappings of a release come from in its environment, in their order: what is of pools, the top level, what pools
 * have not, `serveDefaults`, the two clients, and the node itself.
 */
function blocksOf(node: string, labels: Readonly<Record<string, string>>) {
  const { tier, execution = '', consensus = '' } = labels;
  return [
    undefined,
    { at: [], skip: 0 },
    undefined,
    { at: ['serveDefaults'], skip: 0 },
    { at: ['clients', execution], skip: 1 },
    { at: ['clients', consensus], skip: 1 },
    { at: [tier === 'serve' ? 'serve' : 'nodes', node], skip: 0 },
  ];
}

function readReleases(root: string, environment: string) {
  try {
    const output = execFileSync(
      'helmfile',
      [
        ...['--quiet', '--file', join(HELMFILES, 'helmfile.yaml.gotmpl')],
        ...['--environment', environment, 'build'],
      ],
      {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: LARGEST_OUTPUT,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const releases = parseAllDocuments(output)
      .flatMap(document => {
        const read = releasesSchema.safeParse(document.toJS());
        return read.success ? read.data.releases : [];
      })
      .filter(({ labels }) => labels.tier !== 'shared');
    return { ok: true as const, releases };
  } catch (error) {
    const failure = z.object({ stderr: z.string() }).safeParse(error);
    return {
      ok: false as const,
      problem: `helmfile build failed: ${
        failure.success ? failure.data.stderr.trim() : String(error)
      }`,
    };
  }
}

function valuesIn(root: string, path: string): Values {
  const values: unknown = parse(readFileSync(join(root, path), 'utf8')) ?? {};
  if (!isValues(values)) throw new Error(`${path} is not a YAML mapping`);
  return values;
}
