import {
  lstat,
  mkdir,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  repositoryFiles,
  writeFiles,
  type RepositoryFile,
} from '@nodeyard/blueprint';
import { exampleRequest } from '../actions/exampleRequest';
import { acceptedPlan } from '../actions/request';
import { git } from './git';
import { placeOf, publishLocally } from './publish';

describe('local publishing', () => {
  let files: RepositoryFile[];
  beforeAll(async () => {
    files = await repositoryFiles(acceptedPlan(exampleRequest));
  });

  const home = createMockDirectory();
  const publication = {
    directory: home.resolve('repositories'),
    name: 'payments-eth',
    source: home.resolve('workspace'),
    step: 'Publish on this machine',
    branch: 'main',
    taskId: 'task-1',
  };
  const { bare, checkout, remoteUrl } = placeOf(
    publication.directory,
    'payments-eth',
  );

  beforeEach(async () => {
    home.setContent({ workspace: {} });
    await writeFiles(files, publication.source);
  });

  it('makes a bare repository with one commit of all files', async () => {
    const hash = await publishLocally(publication);
    expect(hash).toMatch(/^[0-9a-f]{40}$/);
    expect(await git(['rev-parse', '--is-bare-repository'], bare)).toBe('true');
    expect(
      (await git(['ls-tree', '-r', '--name-only', 'main'], bare))
        .split('\n')
        .sort(),
    ).toEqual(files.map(({ path }) => path).sort());
    expect(await git(['rev-list', '--count', '--all'], bare)).toBe('1');
    expect(await git(['log', '-1', '--format=%an <%ae>', 'main'], bare)).toBe(
      'Nodeyard <nodeyard@localhost>',
    );
  });

  it('checks the repository out beside it for the catalog', async () => {
    await publishLocally(publication);
    expect(
      await readFile(join(checkout, 'catalog-info.yaml'), 'utf8'),
    ).toContain('kind: System\n');
    expect(await git(['status', '--porcelain', '--branch'], checkout)).toBe(
      '## main...origin/main',
    );
    expect(await readdir(publication.directory)).toEqual([
      'payments-eth',
      'payments-eth.git',
    ]);
  });

  it('can be cloned from its URL and pushed to', async () => {
    await publishLocally(publication);
    const clone = home.resolve('clone');
    await git(['clone', '--quiet', remoteUrl, clone], home.path);
    await writeFile(join(clone, 'new.txt'), 'x');
    await git(['add', '--all'], clone);
    await git(['commit', '--quiet', '--message', 'Change it'], clone);
    await git(['push', '--quiet'], clone);
    expect(await git(['rev-list', '--count', 'main'], bare)).toBe('2');
  });

  it('runs once for a repeated task', async () => {
    const first = await publishLocally(publication);
    expect(await publishLocally(publication)).toBe(first);
  });

  it('completes a partial run of the same task after a crash', async () => {
    const first = await publishLocally(publication);
    await rm(checkout, { recursive: true });
    expect(await publishLocally(publication)).toBe(first);
    expect(await readdir(checkout)).toContain('catalog-info.yaml');
  });

  it('never overwrites the repository of another task', async () => {
    const first = await publishLocally(publication);
    await expect(
      publishLocally({ ...publication, taskId: 'task-2' }),
    ).rejects.toThrow(
      /payments-eth.git exists already and is never overwritten/,
    );
    expect(await git(['rev-parse', 'main'], bare)).toBe(first);
  });

  it('never overwrites a folder that was there before', async () => {
    await mkdir(checkout, { recursive: true });
    await expect(publishLocally(publication)).rejects.toThrow(
      /payments-eth exists already/,
    );
    expect(await readdir(publication.directory)).toEqual(['payments-eth']);
  });

  it('accepts one of two tasks that publish the same name at once', async () => {
    const both = await Promise.allSettled([
      publishLocally(publication),
      publishLocally({ ...publication, taskId: 'task-2' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(await readdir(publication.directory)).toEqual([
      'payments-eth',
      'payments-eth.git',
    ]);
  });

  it('excludes the history of a workspace that is a repository itself', async () => {
    await git(['init', '--quiet'], publication.source);
    await publishLocally(publication);
    expect(
      await git(['ls-tree', '-r', '--name-only', 'main'], bare),
    ).not.toContain('.git/');
    expect(await git(['rev-list', '--count', 'main'], bare)).toBe('1');
  });

  it('keeps links as links, and checks none out for the catalog', async () => {
    await symlink('/etc/hostname', join(publication.source, 'link'));
    await publishLocally(publication);
    expect(await git(['show', 'main:link'], bare)).toBe('/etc/hostname');
    expect((await lstat(join(checkout, 'link'))).isFile()).toBe(true);
    expect(await readFile(join(checkout, 'link'), 'utf8')).toBe(
      '/etc/hostname',
    );
    expect(await git(['status', '--porcelain'], checkout)).toBe('');
  });

  it('succeeds for a repeated task without its workspace', async () => {
    const first = await publishLocally(publication);
    await rm(publication.source, { recursive: true });
    expect(await publishLocally(publication)).toBe(first);
  });

  it.each([
    [
      'was lost in a restart',
      () => rm(publication.source, { recursive: true }),
      'it has no blueprint.lock.yaml',
    ],
    [
      'is empty',
      async () => home.setContent({ workspace: {} }),
      'it has no blueprint.lock.yaml',
    ],
    [
      'is of another kind',
      async () => home.setContent({ workspace: { 'README.md': 'mine' } }),
      'it has no blueprint.lock.yaml',
    ],
    [
      'has a lock that says nothing',
      () => writeFile(join(publication.source, 'blueprint.lock.yaml'), '{'),
      'it has no blueprint.lock.yaml',
    ],
    [
      'lacks a file',
      () => rm(join(publication.source, 'helmfile.yaml.gotmpl')),
      /it has 1 of \d+ files missing or changed since they were written: helmfile.yaml.gotmpl/,
    ],
    [
      'has half of a file',
      () => truncate(join(publication.source, 'Makefile'), 100),
      /it has 1 of \d+ files missing or changed since they were written: Makefile/,
    ],
  ])('refuses a workspace that %s', async (_, spoil, words) => {
    await spoil();
    await expect(publishLocally(publication)).rejects.toThrow(words);
    await expect(publishLocally(publication)).rejects.toThrow(
      /^The workspace holds no whole repository to publish.*Step "Publish on this machine" has published nothing\./,
    );
    expect(await readdir(publication.directory)).toEqual([]);
  });

  it('refuses the repository of another request', async () => {
    const request = { ...exampleRequest, network: 'hoodi', owner: 'user:a' };
    await expect(publishLocally({ ...publication, request })).rejects.toThrow(
      'it was written for a request with another owner, network.',
    );
    await publishLocally({ ...publication, request: exampleRequest });
  });

  it('publishes files of other steps of the template too', async () => {
    await writeFile(join(publication.source, 'CHANGES.md'), 'none');
    await publishLocally(publication);
    expect(await git(['show', 'main:CHANGES.md'], bare)).toBe('none');
  });

  it('leaves nothing behind when it fails', async () => {
    await expect(
      publishLocally({ ...publication, branch: '..' }),
    ).rejects.toThrow(/git/);
    expect(await readdir(publication.directory)).toEqual([]);
  });

  it('uses no configuration of the machine', async () => {
    home.addContent({
      gitconfig:
        '[user]\n\tname = Another User\n[init]\n\tdefaultBranch = trunk\n',
    });
    process.env.GIT_CONFIG_GLOBAL = home.resolve('gitconfig');
    try {
      await publishLocally(publication);
    } finally {
      delete process.env.GIT_CONFIG_GLOBAL;
    }
    expect(await git(['log', '-1', '--format=%cn', 'main'], bare)).toBe(
      'Nodeyard',
    );
  });
});
