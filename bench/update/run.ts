/*
 * How long an update of a repository takes in which every file of the blueprint changed, beside fetch:template of Backstage for the
 * same files: CPU and wall time, in turns.
 *   ROUNDS=7 tsx bench/update/run.ts [--json]
 */
import { appendFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createFetchTemplateAction } from '@backstage/plugin-scaffolder-backend';
import { planRequest } from '../../packages/blueprint/src/plan/plan';
import { copyContents } from '../../packages/blueprint/src/repository/copyContents';
import { repositoryFiles } from '../../packages/blueprint/src/repository/repository';
import { writeFiles } from '../../packages/blueprint/src/repository/write';
import { blueprintSource } from '../../packages/blueprint/src/source';
import { applyUpdate } from '../../packages/blueprint/src/update/apply';
import { planUpdate } from '../../packages/blueprint/src/update/update';

const rounds = Number(process.env.ROUNDS ?? 7);
const now = new Date();

const request = {
  apiVersion: 'nodeyard.io/v1',
  name: 'payments-eth',
  owner: 'group:default/payments',
  description: 'Sepolia RPC for the payments team',
  network: 'sepolia',
  environments: ['local', 'staging', 'production'],
  nodes: [
    { execution: 'geth', consensus: 'lighthouse', history: 'pre-prague' },
  ],
};

interface Cost {
  cpuMs: number;
  wallMs: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [before, began] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return {
    cpuMs: (user + system) / 1_000,
    wallMs: performance.now() - began,
  };
}

/** A blueprint in which each file has another line at its end. */
async function formerBlueprint(root: string): Promise<void> {
  await copyContents(blueprintSource().root, root);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter(found => found.isFile())) {
    // versions.yaml is read by key.
    if (entry.name === 'versions.yaml') continue;
    await appendFile(join(entry.parentPath, entry.name), '\n');
  }
}

async function main(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'nodeyard-bench-update-'));
  try {
    const planned = planRequest(request, { now });
    if (!planned.ok) throw new Error('the request is refused');
    const former = { root: join(home, 'blueprint'), version: '0.0.1' };
    await formerBlueprint(former.root);
    const written = await repositoryFiles(planned.plan, former);
    const source = { ...blueprintSource(), version: '0.0.2' };
    const target = await repositoryFiles(planned.plan, source);
    await writeFiles(target, join(home, 'template'));
    // It fails on what looks like Nunjucks, which Helm's and make's files have.
    const copyWithoutTemplating = target
      .filter(({ content }) =>
        /\{[#%]|\$\{\{/.test(Buffer.from(content).toString()),
      )
      .map(({ path }) => path);
    const action = createFetchTemplateAction({
      integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
      reader: {} as never,
    });
    const costs: { update: Cost[]; template: Cost[] } = {
      update: [],
      template: [],
    };
    let files = 0;
    // The first round warms both up.
    for (let round = -1; round < rounds; round++) {
      const directory = join(home, 'repository');
      await writeFiles(written, directory);
      const update = await costOf(async () => {
        const result = await planUpdate({
          directory,
          allowBlueprintChange: true,
          now,
          source,
        });
        if (!result.ok) throw new Error(JSON.stringify(result.problems));
        await applyUpdate(directory, result.update);
        files = result.update.files.length;
      });
      await rm(directory, { recursive: true });
      await writeFiles(written, directory);
      const scratch = join(home, 'scratch');
      await mkdir(scratch);
      const template = await costOf(async () =>
        action.handler({
          input: {
            url: './template',
            values: {},
            replace: true,
            copyWithoutTemplating,
          },
          workspacePath: directory,
          templateInfo: {
            entityRef: 'template:default/bench',
            baseUrl: pathToFileURL(join(home, 'template.yaml')).href,
          },
          logger: { info: () => undefined },
          output: () => undefined,
          createTemporaryDirectory: async () => scratch,
        } as never),
      );
      await rm(directory, { recursive: true });
      await rm(scratch, { recursive: true, force: true });
      if (round < 0) continue;
      costs.update.push(update);
      costs.template.push(template);
    }
    report(files, costs);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function report(
  files: number,
  { update, template }: { update: Cost[]; template: Cost[] },
): void {
  const figures = (['cpuMs', 'wallMs'] as const).map(key => ({
    figure: key,
    update: rangeOf(update.map(cost => cost[key])),
    'fetch:template': rangeOf(template.map(cost => cost[key])),
    ratio: rangeOf(
      update.map((cost, n) => cost[key] / (template[n]?.[key] ?? NaN)),
    ),
  }));
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ files, rounds, figures }, undefined, 2));
    return;
  }
  console.log(`${files} files, ${rounds} rounds in turns; median (range)`);
  console.table(
    figures.map(row =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [
          key,
          typeof value === 'string'
            ? value
            : `${value.median.toFixed(2)} (${value.min.toFixed(
                2,
              )}-${value.max.toFixed(2)})`,
        ]),
      ),
    ),
  );
}

function rangeOf(values: number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (n: number) => sorted[n] ?? NaN;
  return {
    min: at(0),
    median: at(Math.floor(sorted.length / 2)),
    max: at(sorted.length - 1),
  };
}

void main();
