/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePresent } from '../../../../tests/ensurePresent';
import { deprecatedOptions } from './deprecatedOptions';
import { runCommand } from '../../../snapshot-run/src/cli/runCommand';
import { builderCommands } from './builderCommands';
import { deltaSyncCommands } from './deltaSyncCommands';
import { runProgram, type CommandSpec } from './program';

const programs: Record<string, Record<string, CommandSpec>> = {
  'snapshot-builder': { ...builderCommands, run: runCommand },
  'delta-sync': deltaSyncCommands,
};

/** Arguments that a command needs besides the option under test. */
const required: Record<string, string[]> = {
  run: ['--config', 'config.json'],
  show: ['id'],
  build: ['--datadir', '/data'],
  restore: ['--datadir', '/data'],
  plan: ['--datadir', '/data'],
};
const store = ['--store', '/store', '--network', 'devnet', '--client', 'geth'];
/** A former value, and the present one of the same meaning. */
const values: Record<string, [string, string]> = {
  '--timeout-seconds': ['5', '5s'],
  '--patience-seconds': ['90', '90s'],
  '--sweep-after-hours': ['2', '2h'],
  '--scratch': ['/big', '/big'],
};

interface Row {
  program: string;
  command: string;
  former: string;
  present: string;
}

/** Rows of the table in docs/upgrading.md that are options of these programs. */
function documented(): Row[] {
  const docs = join(__dirname, '../../../../docs/upgrading.md');
  const rows = readFileSync(docs, 'utf8').matchAll(
    /^\| (`(?:snapshot-builder|delta-sync)[^|]*) \| `(--[\w-]+)[^|]*\| `(--[\w-]+)/gm,
  );
  return [...rows].flatMap(([, cell, former, present]) => {
    const [first, ...more] = [
      ...ensurePresent(cell).matchAll(/`([^`]+)`/g),
    ].map(([, words]) => ensurePresent(words));
    const [program, command] = ensurePresent(first).split(' ');
    return [ensurePresent(command), ...more].map(name => ({
      program: ensurePresent(program),
      command: name,
      former: ensurePresent(former),
      present: ensurePresent(present),
    }));
  });
}

async function parsed(
  { program, command }: Row,
  ...args: string[]
): Promise<{ options: object | undefined; stderr: string }> {
  let options: object | undefined;
  let stderr = '';
  const write = jest.spyOn(process.stderr, 'write').mockImplementation(text => {
    stderr += text;
    return true;
  });
  const out = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const spec = ensurePresent(programs[program]?.[command]);
  const capturing: CommandSpec = {
    ...spec,
    run: async context => {
      options = context.options;
      return { ok: true, result: { json: {}, text: '' } };
    },
  };
  await runProgram(program, '', { [command]: capturing }, [
    command,
    ...(required[command] ?? []),
    ...(command === 'run' ? [] : store),
    ...args,
  ]);
  write.mockRestore();
  out.mockRestore();
  return { options, stderr };
}

describe('former names of options', () => {
  const rows = documented();

  it('are all in docs/upgrading.md', () => {
    const inCode = Object.entries(deprecatedOptions).flatMap(([command, all]) =>
      all.map(({ flags, replacement }) =>
        [command, flags.split(' ')[0], replacement].join(' '),
      ),
    );
    expect(
      rows.map(({ command, former, present }) =>
        [command, former, present].join(' '),
      ),
    ).toEqual(expect.arrayContaining(inCode));
    expect(rows).toHaveLength(inCode.length);
  });

  it.each(rows)(
    '$program $command $former works as $present, with one line on standard error',
    async row => {
      const [formerValue, presentValue] = values[row.former] ?? [];
      const former = await parsed(
        row,
        ...[row.former, formerValue].filter(word => word !== undefined),
      );
      const present = await parsed(
        row,
        ...[row.present, presentValue].filter(word => word !== undefined),
      );
      expect(present.options).toBeDefined();
      expect(former.options).toMatchObject(present.options ?? {});
      expect(former.stderr).toMatch(
        new RegExp(`^.*${row.former} is deprecated.*use ${row.present}\\.\n$`),
      );
      expect(present.stderr).toBe('');
    },
  );

  it('are overridden by the present name', async () => {
    const row = {
      ...ensurePresent(rows[0]),
      program: 'snapshot-builder',
      command: 'verify',
    };
    const both = ['--timeout', '1s', '--patience-seconds', '9'];
    const { options } = await parsed(row, ...both);
    expect(options).toMatchObject({ timeout: 1_000 });
  });
});
