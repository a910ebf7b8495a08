import { planRequest } from '../plan/plan';
import type { Plan, PlanResult } from '../plan/plan';
import { presentable } from '../problem';
import type { Problem } from '../problem';
import type { RepositoryFile } from '../repository/file';
import { digestOf, LOCK_PATH, readIntactLock } from '../repository/lock';
import type { IntactLock } from '../repository/lock';
import { repositoryFiles } from '../repository/repository';
import { blueprintSource } from '../source';
import type { BlueprintSource } from '../source';
import { baseReader, staleBases } from './bases';
import { basePath, conflictFiles, unresolvedConflicts } from './conflicts';
import { effectsOf } from './effects';
import { fileChange } from './fileChange';
import type { FileChange } from './fileChange';
import { differsInRelease, isNewer } from './release';
import { Checkout, UnusablePath } from './checkout';
import type { TeamFile } from './checkout';

/** @public */
export interface UpdateOptions {
  /** Root of a checkout of the team's repository. */
  directory: string;
  /** The request of the result, as YAML or JSON gives it; without it, the one of the lock. */
  request?: unknown;
  /**
   * Whether the blueprint may change as well. Without it, a repository of another release is refused, so that a change of
   * the request has no other effects.
   */
  allowBlueprintChange: boolean;
  now: Date;
  source?: BlueprintSource;
}

/**
 * A repository as it will be, compared with how it is.
 * @public
 */
export interface RepositoryUpdate {
  /** Release that wrote the repository. */
  from: string;
  /** Release that writes it now. */
  to: string;
  plan: Plan;
  /** One entry for each path that changes, is in conflict, or stays although the blueprint has it otherwise. */
  changes: FileChange[];
  /** What the changes do to running nodes, one sentence each. */
  effects: string[];
  /** Files to write, the lock last. Empty where the repository is up to date. */
  files: RepositoryFile[];
  /** Paths to delete. */
  deletions: string[];
}

/** @public */
export type UpdateResult =
  | { ok: true; update: RepositoryUpdate }
  | { ok: false; problems: Problem[] };

/**
 * Three-way comparison of the blueprint that wrote a repository, today's, and the team's own edits. Reads the checkout through
 * no link, and writes nothing.
 *
 * Edits survive: they are merged, or kept with the other side beside them.
 * @public
 */
export async function planUpdate(
  options: UpdateOptions,
): Promise<UpdateResult> {
  const { directory, now, source = blueprintSource() } = options;
  const read = await readIntactLock(directory);
  if (!read.ok) return refused([{ ...read, path: LOCK_PATH }]);
  const { lock } = read;
  if (isNewer(lock.version, source.version)) {
    return refused([
      {
        path: LOCK_PATH,
        reason: `is of blueprint ${lock.version}, which is newer than ${source.version}`,
        fix: `Install nodeyard ${lock.version} or newer.`,
      },
    ]);
  }
  const former = planRequest(lock.request, { now });
  const planned =
    options.request === undefined
      ? former
      : planRequest(options.request, { now });
  if (!planned.ok) {
    return refused(
      options.request === undefined
        ? planned.problems.map(ofLock)
        : planned.problems,
    );
  }
  const { plan } = planned;
  const moved = identityProblems(lock, plan);
  if (moved.length > 0) return refused(moved);
  const target = await repositoryFiles(plan, source);
  const before = await formerFiles(former, plan, target, source);
  if (!options.allowBlueprintChange && differsInRelease(lock, before)) {
    return refused([
      {
        path: LOCK_PATH,
        reason: `is of another blueprint than the one of nodeyard ${source.version}`,
        fix: 'Run "nodeyard update" first, or with --request to update and change it at once.',
      },
    ]);
  }
  try {
    const unresolved = await unresolvedConflicts(directory);
    if (unresolved) return refused([unresolved]);
    return {
      ok: true,
      update: await compared({
        directory,
        lock,
        former: former.ok ? former.plan : undefined,
        before,
        plan,
        target,
        source,
      }),
    };
  } catch (error) {
    if (!(error instanceof UnusablePath)) throw error;
    return refused([
      { path: error.path, reason: error.message, fix: error.fix },
    ]);
  }
}

interface Comparison {
  directory: string;
  lock: IntactLock;
  former: Plan | undefined;
  /** Today's rendering of the request of the lock. */
  before: readonly RepositoryFile[];
  plan: Plan;
  /** Today's rendering of the request of the result. */
  target: readonly RepositoryFile[];
  source: BlueprintSource;
}

/** Today's rendering of the request of a lock; none where today's rules refuse it. */
async function formerFiles(
  former: PlanResult,
  plan: Plan,
  target: readonly RepositoryFile[],
  source: BlueprintSource,
): Promise<readonly RepositoryFile[]> {
  if (!former.ok) return [];
  return former.plan === plan ? target : repositoryFiles(former.plan, source);
}

async function compared({
  directory,
  lock,
  former,
  before,
  plan,
  target,
  source,
}: Comparison): Promise<RepositoryUpdate> {
  const written = new Map(target.map(file => [file.path, file]));
  written.delete(LOCK_PATH);
  const labels = {
    team: 'this repository',
    base: `blueprint ${lock.version}`,
    blueprint: `blueprint ${source.version}`,
  };
  const checkout = new Checkout(directory);
  const changes: FileChange[] = [];
  const team = new Map<string, TeamFile>();
  const readBase = baseReader(directory, lock, before);
  for (const path of sorted([...written.keys(), ...lock.files.keys()])) {
    const locked = lock.files.get(path);
    const file = await checkout.read(path, locked);
    if (file) team.set(path, file);
    const change = await fileChange({
      path,
      locked,
      team: file,
      blueprint: written.get(path),
      readBase: () => readBase(path),
      labels,
    });
    if (change) changes.push(change);
  }
  const files = [
    ...changes.flatMap(contentToWrite),
    ...basesToKeep(changes, written),
    ...conflictFiles(changes, { team, written, labels }),
  ];
  const deletions = [
    ...changes.filter(({ kind }) => kind === 'deleted').map(({ path }) => path),
    ...(await staleBases(directory, changes)),
  ];
  const newLock = target.find(({ path }) => path === LOCK_PATH);
  const isCurrent =
    files.length === 0 &&
    deletions.length === 0 &&
    sameFiles(lock, written) &&
    lock.version === source.version;
  return {
    from: lock.version,
    to: source.version,
    plan,
    changes,
    effects: effectsOf({ former, plan, changes, team }),
    files: isCurrent || !newLock ? [] : [...files, newLock],
    deletions,
  };
}

function contentToWrite(change: FileChange): RepositoryFile[] {
  if (!('content' in change)) return [];
  const { path, content, executable } = change;
  return [{ path, content, executable }];
}

/**
 * What the blueprint writes for files that will hold something else: no commit will have that content, and the next update
 * needs it.
 */
function basesToKeep(
  changes: readonly FileChange[],
  written: ReadonlyMap<string, RepositoryFile>,
): RepositoryFile[] {
  return changes
    .filter(({ kind }) => kind === 'merged' || kind === 'conflict')
    .flatMap(({ path }) => {
      const file = written.get(path);
      return file ? [{ ...file, path: basePath(path), executable: false }] : [];
    });
}

function sameFiles(
  lock: IntactLock,
  written: ReadonlyMap<string, RepositoryFile>,
): boolean {
  return (
    lock.files.size === written.size &&
    [...written.values()].every(
      ({ path, content }) => lock.files.get(path) === digestOf(content),
    )
  );
}

/** A repository belongs to one namespace and one network for good. */
function identityProblems(lock: IntactLock, { request }: Plan): Problem[] {
  return (['name', 'network'] as const)
    .filter(
      key =>
        lock.request[key] !== undefined && lock.request[key] !== request[key],
    )
    .map(key => ({
      path: key,
      value: request[key],
      reason: `is ${JSON.stringify(
        lock.request[key],
      )} in this repository, and cannot change: running nodes and their volumes belong to it`,
      fix: `Create a repository of its own for another ${key}.`,
    }));
}

function ofLock(problem: Problem): Problem {
  return { ...problem, path: `${LOCK_PATH}: request.${problem.path}` };
}

function sorted(paths: string[]): string[] {
  return [...new Set(paths)].sort((a, b) => (a < b ? -1 : 1));
}

function refused(problems: Problem[]): UpdateResult {
  return { ok: false, problems: presentable(problems) };
}
