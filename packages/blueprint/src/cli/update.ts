import type { Command } from 'commander';
import { printable } from '../problem';
import { applyUpdate } from '../update/apply';
import { conflictPath, conflictReasons } from '../update/conflicts';
import type { FileChange } from '../update/fileChange';
import { updatePatch } from '../update/patch';
import { countsOf, keptReasons } from '../update/report';
import { planUpdate } from '../update/update';
import type { RepositoryUpdate } from '../update/update';
import { exitCodes } from './exit';
import type { Finish } from './exit';
import { jsonText, problemsText, warningsText } from './report';
import { requestValue } from './request';
import { painter } from './terminal';
import type { Terminal } from './terminal';

interface Options {
  root: string;
  request?: string;
  dryRun?: boolean;
  json?: boolean;
}

/** What one of the commands does with a planned update. */
interface Mode {
  allowBlueprintChange: boolean;
  output: 'files' | 'patch';
}

/** `nodeyard change`, `update` and `diff`: a repository that was made before, as a request or a release has it now. */
export function updateCommands(
  program: Command,
  terminal: Terminal,
  finish: Finish,
): void {
  const add = (name: string, description: string, mode: Mode) =>
    program
      .command(name)
      .description(description)
      .option('--root <dir>', 'a checkout of the repository', '.')
      .option('--json', 'print the result as JSON')
      .action(async (options: Options) =>
        finish(await run(options, terminal, mode)),
      );
  const file = '--request <file>';
  const ofRequest = 'YAML or JSON; - reads standard input';
  const another = `another request for the same repository, ${ofRequest}`;
  const dryRun = ['--dry-run', 'write nothing'] as const;
  add(
    'change',
    'Change a repository to another request, written by the same release. Edits of the team are merged.',
    { allowBlueprintChange: false, output: 'files' },
  )
    .requiredOption(file, `the whole request as it is to be, ${ofRequest}`)
    .option(...dryRun);
  add(
    'update',
    'Update a repository to the blueprint of this release. Edits of the team are merged.',
    { allowBlueprintChange: true, output: 'files' },
  )
    .option(file, another)
    .option(...dryRun);
  add(
    'diff',
    'Print what update, with another request or without one, would change, as a patch. Writes nothing.',
    { allowBlueprintChange: true, output: 'patch' },
  ).option(file, another);
}

async function run(
  { root, request, dryRun = false, json }: Options,
  terminal: Terminal,
  { allowBlueprintChange, output }: Mode,
): Promise<number> {
  const paint = painter(terminal.colours);
  const read =
    request === undefined ? undefined : await requestValue(request, terminal);
  const planned =
    read?.ok === false
      ? read
      : await planUpdate({
          directory: root,
          request: read?.value,
          allowBlueprintChange,
          now: terminal.now(),
        });
  if (!planned.ok) {
    terminal.out(
      json ? jsonText(planned) : problemsText(planned.problems, paint),
    );
    return exitCodes.refused;
  }
  const { update } = planned;
  if (output === 'patch') {
    const patch = await updatePatch(root, update);
    if (json) terminal.out(jsonText({ ...summaryOf(update), patch }));
    else if (patch !== '') terminal.out(patch);
    return exitCodes.done;
  }
  if (!dryRun) await applyUpdate(root, update);
  terminal.out(
    json
      ? jsonText({ ...summaryOf(update), dryRun })
      : [
          ...lines(update),
          ...warningsText(update.plan.warnings, paint),
          ending(update, root, dryRun),
        ].join('\n'),
  );
  return exitCodes.done;
}

function summaryOf({
  from,
  to,
  changes,
  effects,
  files,
  plan,
}: RepositoryUpdate) {
  return {
    ok: true,
    from,
    to,
    changes: changes.map(({ path, kind, ...rest }) => ({
      path,
      kind,
      ...('reason' in rest ? { reason: rest.reason } : {}),
    })),
    effects,
    written: files.map(({ path }) => path),
    warnings: plan.warnings,
  };
}

function lines({ from, to, changes, effects, plan }: RepositoryUpdate) {
  const release =
    from === to ? `blueprint ${to}` : `blueprint ${from} to ${to}`;
  return [
    `${plan.request.name}, ${release}. ${countsOf(changes)}.`,
    ...changes.map(changeLine),
    ...(effects.length > 0 ? ['Effects on running nodes:'] : []),
    ...effects.map(effect => `  ${effect}`),
  ].map(printable);
}

function changeLine(change: FileChange): string {
  const line = `  ${change.kind.padEnd(8)}  ${change.path}`;
  switch (change.kind) {
    case 'kept':
      return `${line}: ${keptReasons[change.reason]}`;
    case 'conflict':
      return `${line}: ${
        conflictReasons[change.reason]
      }; both sides are in ${conflictPath(change.path)}`;
    default:
      return line;
  }
}

function ending(
  { files, deletions, plan }: RepositoryUpdate,
  root: string,
  dryRun: boolean,
): string {
  if (files.length + deletions.length === 0) return 'Nothing to change.';
  if (dryRun) return 'Dry run: nothing was written.';
  return `Wrote ${files.length} files to ${root}, deleted ${deletions.length}. Next: make -C ${root} diff ENV=${plan.request.environments[0]}`;
}
