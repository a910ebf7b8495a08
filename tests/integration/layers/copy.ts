import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../../ensurePresent';
import { program } from '../cluster';
import { merge, root, valuesIn, work } from '../deployment';
import type { Values } from '../deployment';
import { vendorStandIns } from './standIns';

/** A copy of this repository's root, in which the test edits what a user edits. */
export const copy = join(work, 'root');
const file = join(copy, 'environments/local.yaml');

/** Files that the root is deployed from, and the settings of the test cluster in environment.yaml. */
export async function makeCopy(): Promise<void> {
  for (const path of [
    ...['Makefile', 'make', 'versions.yaml', 'helmfile.yaml.gotmpl'],
    ...['helmfiles', 'charts', 'environments', 'values', 'scripts', '.tools'],
  ]) {
    await cp(join(root, path), join(copy, path), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  await vendorStandIns(copy);
  const { registry } = await valuesIn(join(root, 'versions.yaml'));
  const given = await valuesIn(join(import.meta.dirname, 'environment.yaml'));
  const values = { image: { tag: registry } };
  healthy = [given, { platform: { registry: { values } } }].reduce(
    merge,
    await valuesIn(file),
  );
  await choose({});
}

/** Lets Helm wait for a layer no longer than this, where it is to be seen that it gives up: 15 minutes else. */
export async function waitAtMost(
  layer: string,
  seconds: number,
): Promise<void> {
  const helmfile = join(copy, 'helmfiles', layer, 'helmfile.yaml.gotmpl');
  const text = await readFile(helmfile, 'utf8');
  const timeout = /^ {2}timeout: \d+$/m;
  if (!timeout.test(text)) throw new Error(`${helmfile} has no timeout`);
  await writeFile(helmfile, text.replace(timeout, `  timeout: ${seconds}`));
}

let healthy: Values = {};

/** Writes environments/local.yaml: settings that run here, overridden by further ones. */
export async function choose(settings: Values): Promise<void> {
  await writeFile(file, stringify(merge(healthy, settings)));
}

/** A target of make, as a user runs it from the root. */
export const make = (target: string, environment: string, ...args: string[]) =>
  program('make', [target, `ENV=${environment}`, ...args], {
    cwd: copy,
    env: { ...process.env, YES: environment },
  });

const releaseSchema = z.object({
  name: z.string(),
  namespace: z.string(),
  labels: z.string(),
});

/** A release of an environment, as helmfile lists it. */
export interface Release {
  name: string;
  namespace: string;
  layer: string;
}

export async function releasesOf(environment: string): Promise<Release[]> {
  const list = ['--environment', environment, '--quiet', 'list'];
  const listed = await program('helmfile', [...list, '--output', 'json'], {
    cwd: copy,
  });
  return z
    .array(releaseSchema)
    .parse(JSON.parse(listed))
    .map(({ labels, ...release }) => ({
      ...release,
      layer: /layer:([^,]*)/.exec(labels)?.[1] ?? '',
    }));
}

/** The layers as the root's helmfile names them, first to last. */
export async function layersInOrder(): Promise<string[]> {
  const text = await readFile(join(copy, 'helmfile.yaml.gotmpl'), 'utf8');
  const [, named = ''] = /range list ((?:"[^"]+" ?)+)\}\}/.exec(text) ?? [];
  return [...named.matchAll(/"([^"]+)"/g)].map(([, layer]) =>
    ensurePresent(layer),
  );
}
