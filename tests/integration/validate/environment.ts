import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../../ensurePresent';
import { judgeDeployment } from '../../../packages/blueprint/src/deployment/check';
import type { CheckOutcome } from '../../../packages/blueprint/src/deployment/check';
import { checks } from '../../../packages/blueprint/src/deployment/checks';
import { createProcessRunner } from '../../../packages/blueprint/src/deployment/processRunner';
import { observe } from '../../../packages/blueprint/src/deployment/observe';
import type { DesiredState } from '../../../packages/blueprint/src/deployment/state';
import { readDesiredState } from '../../../packages/blueprint/src/deployment/desiredState';
import { kubectl, program } from '../cluster';
import {
  apiServerOf,
  enforceRestricted,
  makeNamespace,
  root,
  work,
} from '../deployment';

/** One for each test file, so that they can run at the same time. */
export const namespace = basename(ensurePresent(process.argv[1]), '.test.ts');
const repository = join(work, namespace);
const file = join(repository, 'environments/local.yaml');
/** Seconds that faults may take to be seen, and their repair; pods start slowly on a busy machine. */
const PATIENCE_SECONDS = 90;
/** Seconds until pods that are deployed are ready. */
const DEPLOY_SECONDS = 150;
/** Seconds after which a wait reports its subject. */
const QUIET_SECONDS = 20;

/** A tree of settings, as YAML reads it. */
type Values = { [key: string]: unknown };
/** Changes of the test to the environment's file. */
export type Edit = (environment: Values) => Values;

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lays settings over others. */
export function over(beneath: Values, above: Values): Values {
  const merged = { ...beneath };
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key];
    merged[key] = isValues(old) && isValues(value) ? over(old, value) : value;
  }
  return merged;
}

/** Settings of the one node. */
export const ofNode = (settings: Values) => (environment: Values) =>
  over(environment, { nodes: { 'geth-0': settings } });

/** Settings of the pool. */
export const ofPool = (settings: Values) => (environment: Values) =>
  over(environment, { serve: { rpc: settings } });

/** kubectl in the namespace of the test. */
export const here = (...args: string[]) =>
  kubectl('--namespace', namespace, ...args);

let healthy: Values = {};

/** Writes the repository of one node of stand-ins, and lets helmfile deploy it. */
export async function deployStandIns(
  nodes: readonly string[],
): Promise<DesiredState> {
  const request = join(work, `${namespace}.yaml`);
  const text = await readFile(
    join(root, 'tests/integration/request.yaml'),
    'utf8',
  );
  await writeFile(request, text.replace(/^name: .*/m, `name: ${namespace}`));
  const create = [
    'nodeyard',
    'create',
    '--request',
    request,
    '--out',
    repository,
  ];
  await program('yarn', create, { cwd: root });
  const generated: unknown = parse(await readFile(file, 'utf8'));
  const chosen: unknown = parse(
    await readFile(
      join(root, 'tests/integration/validate/values.yaml'),
      'utf8',
    ),
  );
  if (!isValues(generated) || !isValues(chosen)) {
    throw new Error('no YAML mappings');
  }
  const { nodes: model } = z
    .object({ nodes: z.record(z.string(), z.unknown()) })
    .parse(over(generated, chosen));
  healthy = {
    ...over(generated, chosen),
    namespace,
    nodes: Object.fromEntries(nodes.map(name => [name, model['geth-0']])),
  };

  await makeNamespace(namespace);
  await enforceRestricted(namespace);
  await createGenesis();
  await here(
    'create',
    'secret',
    'generic',
    'registry',
    '--from-literal=stands=in',
  );
  const desired = await readDesired();
  await program(
    'helmfile',
    [
      ...['--environment', 'local', '--selector', 'layer=ethereum'],
      ...(await apiServerOf(repository, 'local')),
      // All at once: that each waits for the others is proved elsewhere.
      ...['--state-values-set', 'force=true', 'sync'],
    ],
    { cwd: repository },
  );
  await untilFailed(desired, [], DEPLOY_SECONDS);
  return desired;
}

/** The stand-ins read none of it. */
export const createGenesis = () =>
  here(
    'create',
    'configmap',
    'devnet-genesis',
    ...['genesis.json', 'config.yaml', 'genesis.ssz'].map(
      key => `--from-literal=${key}=x`,
    ),
  );

/** Requests of the environment after an edit of its file; without one, those deployed. The file is restored. */
export async function readDesired(
  edit: Edit = environment => environment,
): Promise<DesiredState> {
  await writeFile(file, stringify(edit(healthy)));
  const desired = await readDesiredState(
    repository,
    'local',
    createProcessRunner(repository, Date.now() + 60_000),
  );
  await writeFile(file, stringify(healthy));
  if (!desired.ok) throw new Error(desired.reason);
  return desired.value;
}

/** The command itself, as `make validate-deployment` runs it. */
export const command = (...args: string[]) => [
  join(root, 'scripts/validate-deployment.sh'),
  '--root',
  repository,
  '--environment',
  'local',
  ...args,
];

async function runChecks(desired: DesiredState): Promise<CheckOutcome[]> {
  const programs = createProcessRunner(repository, Date.now() + 60_000);
  return judgeDeployment(checks, await observe(desired, programs));
}

/** The checks that fail, or whose outcome is unknown. */
const failedOf = (outcomes: readonly CheckOutcome[]) =>
  outcomes
    .filter(({ state }) => state === 'failed' || state === 'unknown')
    .map(({ check }) => check.name);

/** Expected and observed results, with reasons: a check that should fail may have been skipped because of another. */
function waitingFor(
  names: readonly string[],
  outcomes: readonly CheckOutcome[],
): string {
  const failed = failedOf(outcomes);
  const wrong = outcomes
    .filter(
      ({ check: { name } }) => names.includes(name) !== failed.includes(name),
    )
    .map(outcome => {
      const expected = names.includes(outcome.check.name) ? 'fails' : 'passes';
      return `${
        outcome.check.name
      } is expected to be one that ${expected}, and is ${detailOf(outcome)}`;
    });
  return wrong.join('\n');
}

function detailOf(outcome: CheckOutcome): string {
  if (outcome.state === 'skipped') {
    return `skipped, caused by ${outcome.causedBy.join()}`;
  }
  if (outcome.state === 'unknown') return `unknown: ${outcome.reason}`;
  if (outcome.state === 'passed') return 'passed';
  const lines = outcome.findings.map(
    ({ about, problem }) => `${about} ${problem}`,
  );
  return `${outcome.state}: ${lines.join('; ')}`;
}

/** The last observation, and what it lacks: nothing if all is as expected. */
export interface Sighting {
  outcomes: readonly CheckOutcome[];
  missing: string;
}

/** Polls until exactly these checks fail or the time-out, and prints its progress. */
export async function lookUntilFailed(
  desired: DesiredState,
  names: readonly string[],
  patienceSeconds = PATIENCE_SECONDS,
): Promise<Sighting> {
  const begun = Date.now();
  let reportedAt = 0;
  for (;;) {
    const outcomes = await runChecks(desired);
    const missing = waitingFor(names, outcomes);
    const seconds = Math.round((Date.now() - begun) / 1000);
    if (missing === '') return { outcomes, missing };
    if (seconds >= patienceSeconds) {
      return { outcomes, missing: `after ${seconds} s:\n${missing}` };
    }
    if (seconds - reportedAt >= QUIET_SECONDS) {
      reportedAt = seconds;
      console.error(`waiting since ${seconds} s:\n${missing}`);
    }
    await sleep(500);
  }
}

/**
 * The same, where nothing may be missing.
 *
 * @throws with what was expected and what was seen at last
 */
export async function untilFailed(
  desired: DesiredState,
  names: readonly string[],
  patienceSeconds?: number,
): Promise<readonly CheckOutcome[]> {
  const { outcomes, missing } = await lookUntilFailed(
    desired,
    names,
    patienceSeconds,
  );
  if (missing !== '') throw new Error(missing);
  return outcomes;
}
