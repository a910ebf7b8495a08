import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { downloadModule, pinnedVersion } from '../../render/goModule';
import { root, valuesIn } from '../deployment';

const chartsSchema = z.record(
  z.string(),
  z.strictObject({
    workloads: z
      .array(z.strictObject({ kind: z.string(), name: z.string() }))
      .default([]),
    custom: z
      .array(
        z.strictObject({
          kind: z.string(),
          name: z.string(),
          /** Path in the values. */
          storage: z.array(z.string()),
        }),
      )
      .default([]),
    kinds: z
      .strictObject({
        as: z.enum(['templates', 'crds']),
        module: z.string(),
        /** A key of versions.yaml. */
        version: z.string(),
        files: z.array(z.string()),
      })
      .optional(),
  }),
);

/**
 * Puts a stand-in for each chart of other projects where scripts/vendor-charts.sh would put the chart. The charts and images
 * of others cannot be had without the internet: see charts.yaml for what is real of them.
 */
export async function vendorStandIns(copy: string): Promise<void> {
  const here = import.meta.dirname;
  const charts = chartsSchema.parse(await valuesIn(join(here, 'charts.yaml')));
  for (const [name, { workloads, custom, kinds }] of Object.entries(charts)) {
    const folder = join(copy, 'vendor/charts', name);
    await cp(join(here, 'chart'), folder, { recursive: true });
    const version = pinnedVersion(root, `chart-${name}`);
    const values = {
      standIn: { image: 'nodeyard.test/stand-in:test', workloads, custom },
    };
    const chart = { apiVersion: 'v2', name, version };
    await writeFile(join(folder, 'Chart.yaml'), stringify(chart));
    await writeFile(join(folder, 'values.yaml'), stringify(values));
    if (!kinds) continue;
    const module = `${kinds.module}@v${pinnedVersion(root, kinds.version)}`;
    const from = downloadModule(module, root);
    const into = join(folder, kinds.as === 'crds' ? 'crds' : 'kinds');
    await mkdir(into);
    for (const file of kinds.files) {
      await cp(join(from, file), join(into, basename(file)));
    }
  }
}
