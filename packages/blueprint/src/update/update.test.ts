import { execFile, execFileSync } from 'node:child_process';
import {
  appendFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { copyContents } from '../repository/copyContents';
import { repositoryFiles } from '../repository/repository';
import { writeFiles } from '../repository/write';
import { blueprintSource } from '../source';
import { aPlan } from '../testing/plans';
import { aNode, aRequest } from '../testing/requests';
import { requireTools, toolPath } from '../testing/tools';
import { applyUpdate } from './apply';
import { updateDescription } from './report';
import { planUpdate } from './update';
import type { RepositoryUpdate, UpdateOptions } from './update';

jest.setTimeout(120_000);

const run = promisify(execFile);
const now = new Date('2026-11-23T00:00:00Z');

let home: string;
let current: { root: string; version: string };
/** A blueprint of before: one file that is no part today, one that it lacks, and lines that were others. */
let older: { root: string; version: string };
let repository: string;

const at = (path: string) => join(repository, path);
const read = (path: string) => readFile(at(path), 'utf8');
const replace = async (path: string, from: string, to: string) => {
  const text = await read(path);
  expect(text).toContain(from);
  await writeFile(at(path), text.replace(from, to));
};

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'nodeyard-update-'));
  current = { root: join(home, 'current'), version: '0.3.0' };
  await copyContents(blueprintSource().root, current.root);
  // A tenth of the files shows as much.
  for (const folder of [
    'charts/ethereum-infrastructure/templates',
    'charts/ethereum-network/files',
    'charts/ethereum-network/templates',
    'charts/platform/files',
    'charts/platform/templates',
    'values/networks',
  ]) {
    await rm(join(current.root, folder), { recursive: true, force: true });
  }
  older = { root: join(home, 'blueprint'), version: '0.2.0' };
  await cp(current.root, older.root, { recursive: true });
  const before = async (path: string, change: (text: string) => string) => {
    const file = join(older.root, path);
    await writeFile(file, change(await readFile(file, 'utf8')));
  };
  await before('make/help.mk', text => `# Before.\n${text}`);
  await before('scripts/confirm.sh', text =>
    text.replace(/\n[^\n]*\n/, '\n# Another line.\n'),
  );
  await before('charts/ethereum-infrastructure/files/clients/geth.yaml', text =>
    text.replace(/tag: v[\d.]+/, 'tag: v1.0.0'),
  );
  await writeFile(join(older.root, 'values/gone.yaml'), '{}\n');
  await writeFile(join(older.root, 'values/gone-too.yaml'), '{}\n');
  await rm(join(older.root, 'make/observe.mk'));
  await writeFile(join(older.root, 'make/observe.mk'), '# None.\n');
});
afterAll(() => rm(home, { recursive: true, force: true }));

beforeEach(async () => {
  repository = join(home, 'repository');
  await writeFiles(await repositoryFiles(aPlan(), older), repository);
});
afterEach(() => rm(repository, { recursive: true, force: true }));

function planned(changes: Partial<UpdateOptions> = {}) {
  return planUpdate({
    directory: repository,
    allowBlueprintChange: true,
    now,
    source: current,
    ...changes,
  });
}

async function update(
  changes: Partial<UpdateOptions> = {},
): Promise<RepositoryUpdate> {
  const result = await planned(changes);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.update;
}

async function commit() {
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@localhost', ...args],
      { cwd: repository, stdio: 'ignore' },
    );
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Create the repository');
}

const changeOf = ({ changes }: RepositoryUpdate, path: string) =>
  changes.find(change => change.path === path);

/** Every file of the repository by path, without Git's. */
async function tree(): Promise<Record<string, string>> {
  const entries = await readdir(repository, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !path.includes('/.git/'))
    .sort();
  return Object.fromEntries(
    await Promise.all(
      paths.map(async path => [
        path.slice(repository.length + 1),
        await readFile(path, 'utf8'),
      ]),
    ),
  );
}

describe('updating a repository', () => {
  it('without edits gives what today’s blueprint writes', async () => {
    await applyUpdate(repository, await update());
    const written = await tree();
    await rm(repository, { recursive: true });
    await writeFiles(await repositoryFiles(aPlan(), current), repository);
    expect(written).toEqual(await tree());
    expect(await update()).toMatchObject({ files: [], deletions: [] });
  });

  it('adds, updates and deletes files, and names releases of clients', async () => {
    await rm(at('make/observe.mk'));
    const { changes, effects } = await update();
    expect(changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual(
      expect.arrayContaining([
        'updated make/help.mk',
        'deleted values/gone.yaml',
        'kept make/observe.mk',
      ]),
    );
    expect(effects.join('\n')).toMatch(
      /geth is v1\.\d+\.\d+ instead of v1\.0\.0: .* restarts geth-0 one after another/,
    );
  });

  it('merges edits with the content of the first commit', async () => {
    await commit();
    await appendFile(at('make/help.mk'), '# Mine.\n');
    const planToMerge = await update();
    expect(changeOf(planToMerge, 'make/help.mk')).toMatchObject({
      kind: 'merged',
    });
    await applyUpdate(repository, planToMerge);
    const text = await read('make/help.mk');
    expect(text).toMatch(/\n# Mine\.\n$/);
    expect(text).not.toContain('# Before.');
    // The next update finds what was merged with, though no commit has it.
    expect(await read('.nodeyard/base/make/help.mk')).toBe(
      await readFile(join(current.root, 'make/help.mk'), 'utf8'),
    );
    expect(await update()).toMatchObject({ files: [], deletions: [] });
    await applyUpdate(
      repository,
      await update({ source: { ...older, version: '0.4.0' } }),
    );
    expect(await read('make/help.mk')).toMatch(/^# Before\.\n[^]*# Mine\.\n$/);
  });

  it('leaves a file in conflict as it is, and gives both sides beside it', async () => {
    await commit();
    const line = '# Another line.';
    await replace('scripts/confirm.sh', line, '# My line.');
    const mine = await read('scripts/confirm.sh');
    const inConflict = await update();
    expect(changeOf(inConflict, 'scripts/confirm.sh')).toMatchObject({
      kind: 'conflict',
      reason: 'overlap',
    });
    await applyUpdate(repository, inConflict);
    expect(await read('scripts/confirm.sh')).toBe(mine);
    const both = await read('.nodeyard/conflicts/scripts/confirm.sh.txt');
    expect(both).toContain('<<<<<<< this repository\n# My line.\n');
    expect(both).toContain('||||||| blueprint 0.2.0\n# Another line.\n');
    expect(both).toContain('>>>>>>> blueprint 0.3.0\n');
    expect(updateDescription(inConflict)).toContain(
      'scripts/confirm.sh: the same lines were edited here and changed in the blueprint',
    );
    expect(await planned()).toMatchObject({
      ok: false,
      problems: [{ path: '.nodeyard/conflicts' }],
    });
    await rm(at('.nodeyard/conflicts'), { recursive: true });
    expect(await update()).toMatchObject({ files: [] });
    expect(await read('scripts/confirm.sh')).toBe(mine);
  });

  it('does not guess what an edited file was, without a commit that has it', async () => {
    await appendFile(at('make/help.mk'), '# Mine.\n');
    expect(changeOf(await update(), 'make/help.mk')).toMatchObject({
      kind: 'conflict',
      reason: 'no-base',
    });
  });

  it('keeps edited files that are no part of the blueprint any more, and removed ones removed', async () => {
    await appendFile(at('values/gone.yaml'), '# Mine.\n');
    await rm(at('make/help.mk'));
    const kept = await update();
    expect(changeOf(kept, 'values/gone.yaml')).toMatchObject({
      kind: 'kept',
      reason: 'no-longer-part',
    });
    expect(changeOf(kept, 'values/gone-too.yaml')).toMatchObject({
      kind: 'deleted',
    });
    await applyUpdate(repository, kept);
    expect(await tree()).toMatchObject({ 'values/gone.yaml': '{}\n# Mine.\n' });
    expect(Object.keys(await tree())).not.toContain('make/help.mk');
    expect(await update()).toMatchObject({ files: [] });
  });

  it('does not overwrite a file of the team where the blueprint has a new one', async () => {
    await writeFile(at('values/new.yaml'), 'mine: true\n');
    const source = { root: join(home, 'newer'), version: '0.3.0' };
    await cp(current.root, source.root, { recursive: true });
    await writeFile(join(source.root, 'values/new.yaml'), 'ours: true\n');
    const inConflict = await update({ source });
    expect(changeOf(inConflict, 'values/new.yaml')).toMatchObject({
      kind: 'conflict',
      reason: 'path-in-use',
    });
    await applyUpdate(repository, inConflict);
    expect(await read('values/new.yaml')).toBe('mine: true\n');
  });

  it('refuses a merge after which a key would be there twice', async () => {
    await commit();
    const source = { root: join(home, 'twice'), version: '0.3.0' };
    await cp(current.root, source.root, { recursive: true });
    const path = 'values/clients/geth.yaml';
    await appendFile(join(source.root, path), 'extraLabels: { a: b }\n');
    await writeFile(at(path), `extraLabels: { c: d }\n${await read(path)}`);
    expect(changeOf(await update({ source }), path)).toMatchObject({
      kind: 'conflict',
      reason: 'invalid-result',
    });
  });

  it('is completed by another run when it was interrupted', async () => {
    await commit();
    await appendFile(at('make/help.mk'), '# Mine.\n');
    const first = await update();
    const whole = `${repository}-whole`;
    await cp(repository, whole, { recursive: true });
    await applyUpdate(whole, first);
    for (const cut of [0, 1, Math.floor(first.files.length / 2)]) {
      await applyUpdate(repository, {
        files: first.files.slice(0, cut),
        deletions: first.deletions.slice(0, cut),
      });
      await applyUpdate(repository, await update());
      const done = await tree();
      await rm(repository, { recursive: true });
      await cp(whole, repository, { recursive: true });
      expect(done).toEqual(await tree());
    }
    await rm(whole, { recursive: true });
  });
});

describe('changing a repository', () => {
  const request = aRequest({
    environments: ['staging', 'production'],
    nodes: [
      aNode({ consensus: 'teku' }),
      aNode({ execution: 'reth', history: undefined }),
    ],
    serve: { min: 2, max: 4 },
  });
  const change = (asked: Record<string, unknown>) =>
    update({ source: older, allowBlueprintChange: false, request: asked });

  it('writes the files of the new request, merges edits, and names effects', async () => {
    await replace(
      'environments/production.yaml',
      '\nowner:',
      '\ncommonLabels: { tier: gold }\nowner:',
    );
    const changed = await change(request);
    expect(changed.changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'updated .github/workflows/promote.yaml',
      'updated README.md',
      'updated catalog-info.yaml',
      'updated docs/index.md',
      'deleted environments/local.yaml',
      'merged environments/production.yaml',
      'updated environments/staging.yaml',
    ]);
    const effects = changed.effects.join('\n');
    for (const effect of [
      /reth-0 is new: it syncs first, with \d+ GiB of disk/,
      /geth-0 gets the consensus client teku instead of lighthouse: "make replace-client NODE=geth-0"/,
      /rpc is a new pool of 2 to 4 nodes/,
      /environment local is no longer managed/,
      /at most \d+ GiB of disk .* instead of \d+ GiB/,
    ]) {
      expect(effects).toMatch(effect);
    }
    await applyUpdate(repository, changed);
    expect(await read('environments/production.yaml')).toMatch(
      /^commonLabels: { tier: gold }$/m,
    );
    expect(await change(request)).toMatchObject({ files: [] });
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'a larger volume',
      { nodes: [aNode({ storage: { size: '2000Gi' } })] },
      /In local, production, staging: geth-0, volume of the execution client: 2000Gi instead of \d+Gi\. "make expand-volume NODE=geth-0 SIZE=2000Gi"/,
    ],
    [
      'a smaller volume',
      { nodes: [aNode({ storage: { size: '10Gi' } })] },
      /A volume cannot shrink/,
    ],
    [
      'another storage class',
      { nodes: [aNode({ storage: { className: 'fast' } })] },
      /keeps its storage class/,
    ],
    [
      'another history',
      { nodes: [aNode({ history: 'full' })] },
      /geth-0 changes its history from pre-prague to full/,
    ],
    [
      'another execution client',
      { nodes: [aNode({ execution: 'besu', history: undefined })] },
      /geth-0 is no longer managed: .*make destroy NODE=geth-0/,
    ],
    [
      'another owner',
      { owner: 'group:default/treasury' },
      /owner is group:default\/treasury instead of group:default\/payments/,
    ],
  ])('names the effects of %s', async (_, changes, effect) => {
    const { effects } = await change(aRequest(changes));
    expect(effects.join('\n')).toMatch(effect);
  });

  it('has no effects where only the description is another', async () => {
    const { effects, changes } = await change(
      aRequest({ description: 'Sepolia for payments' }),
    );
    expect(effects).toEqual([]);
    expect(changes.length).toBeGreaterThan(0);
  });

  it.each(['name', 'network'])('refuses another %s', async key => {
    expect(
      await planned({
        source: older,
        request: aRequest({ [key]: key === 'name' ? 'other' : 'hoodi' }),
      }),
    ).toMatchObject({ ok: false, problems: [{ path: key }] });
  });

  it('does not change a repository of another blueprint along the way', async () => {
    expect(
      await planned({ request, allowBlueprintChange: false }),
    ).toMatchObject({
      ok: false,
      problems: [{ fix: expect.stringContaining('nodeyard update') }],
    });
  });
});

describe('a repository that cannot be updated', () => {
  it.each<[string, () => Promise<unknown>, string, string]>([
    [
      'has an edited lock',
      () => replace('blueprint.lock.yaml', '- staging\n', '- local\n'),
      'blueprint.lock.yaml',
      'was edited',
    ],
    [
      'has a lock with a digest of now',
      () =>
        replace(
          'blueprint.lock.yaml',
          'Makefile: sha256:',
          'Makefile: sha256:0',
        ),
      'blueprint.lock.yaml',
      'cannot be read',
    ],
    [
      'has no lock',
      () => rm(at('blueprint.lock.yaml')),
      'blueprint.lock.yaml',
      'is missing',
    ],
    [
      'has a lock that takes a parser long',
      () => writeFile(at('blueprint.lock.yaml'), '? '.repeat(200_000)),
      'blueprint.lock.yaml',
      'cannot be read',
    ],
    [
      'is of a later release',
      () =>
        replace('blueprint.lock.yaml', 'version: "0.2.0"', 'version: "9.0.0"'),
      'blueprint.lock.yaml',
      'newer than 0.3.0',
    ],
    [
      'has a link for a file',
      async () => {
        await rename(at('Makefile'), at('Makefile.real'));
        await symlink('Makefile.real', at('Makefile'));
      },
      'Makefile',
      'is a symbolic link',
    ],
    [
      'has a link for a folder',
      async () => {
        await rename(at('make'), at('real'));
        await symlink('real', at('make'));
      },
      'make',
      'is a symbolic link',
    ],
    [
      'has a link for the folder of former contents',
      async () => {
        await mkdir(at('.nodeyard'));
        await symlink('/tmp', at('.nodeyard/base'));
      },
      '.nodeyard/base',
      'is a symbolic link',
    ],
    [
      'has a submodule for a folder',
      () => writeFile(at('charts/.git'), 'gitdir: ../.git/modules/charts\n'),
      'charts',
      'is a submodule',
    ],
    [
      'has a folder for a file',
      async () => {
        await rm(at('Makefile'));
        await mkdir(at('Makefile'));
      },
      'Makefile',
      'is a folder',
    ],
    [
      'has a binary for a file',
      () => writeFile(at('Makefile'), Buffer.from([1, 0, 2])),
      'Makefile',
      'binary',
    ],
    [
      'has a huge file',
      () => truncate(at('Makefile'), 1024 * 1024 + 1),
      'Makefile',
      'merged up to 1048576',
    ],
    [
      'has line ends of another system',
      async () => {
        const text = await read('Makefile');
        await writeFile(at('Makefile'), text.replaceAll('\n', '\r\n'));
      },
      'Makefile',
      'CRLF',
    ],
  ])('is refused where it %s', async (_, harm, path, reason) => {
    await harm();
    const result = await planned();
    expect(result).toMatchObject({
      ok: false,
      problems: [{ path, reason: expect.stringContaining(reason) }],
    });
  });
});

describe('a repository of blueprint 0.1.0', () => {
  const archive = join(
    // Tests run from src only.
    // eslint-disable-next-line no-restricted-syntax
    __dirname,
    '__fixtures__/0.1.0.tar.zst',
  );

  beforeEach(async () => {
    await rm(repository, { recursive: true });
    await mkdir(repository);
    const { zstdDecompressSync } = await import('node:zlib');
    execFileSync('tar', ['--extract', '--directory', repository], {
      input: zstdDecompressSync(await readFile(archive)),
    });
    await commit();
  });

  it('is updated with the edits of its team, and renders', async () => {
    requireTools('helm', 'helmfile');
    await replace(
      'environments/production.yaml',
      '\nowner:',
      '\ncommonLabels: { tier: gold }\nowner:',
    );
    await mkdir(dirname(at('values/team/own.yaml')), { recursive: true });
    await writeFile(at('values/team/own.yaml'), 'own: true\n');
    const updated = await update({ source: blueprintSource() });
    expect(updated.changes.filter(({ kind }) => kind === 'conflict')).toEqual(
      [],
    );
    await applyUpdate(repository, updated);
    expect(await read('environments/production.yaml')).toMatch(
      /^commonLabels: { tier: gold }$/m,
    );
    expect(await read('values/team/own.yaml')).toBe('own: true\n');
    const { stdout } = await run(
      'helmfile',
      ['--environment', 'production', 'template', '--skip-deps', '--quiet'],
      {
        cwd: repository,
        env: { ...process.env, PATH: toolPath, HOME: home },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    expect(stdout).toContain('kind: StatefulSet');
  });
});
