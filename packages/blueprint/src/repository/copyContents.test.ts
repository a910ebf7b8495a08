import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { blueprintSource } from '../source';
import { aPlan } from '../testing/plans';
import { blueprintFiles } from './blueprintFiles';
import { copyContents } from './copyContents';
import { repositoryFiles } from './repository';

describe('the copy that a package carries', () => {
  let target: string;
  beforeEach(async () => {
    target = await mkdtemp(join(tmpdir(), 'nodeyard-copy-'));
  });
  afterEach(() => rm(target, { recursive: true, force: true }));

  it('generates the same repository as the checkout', async () => {
    const { root } = blueprintSource();
    await copyContents(root, target);
    expect(await blueprintFiles(target)).toEqual(await blueprintFiles(root));
  });

  it('contains no files of an earlier copy', async () => {
    const { root } = blueprintSource();
    await copyContents(root, target);
    await writeFile(join(target, 'values/left-over.yaml'), '');
    await copyContents(root, target);
    expect(await blueprintFiles(target)).toEqual(await blueprintFiles(root));
  });

  it.each([
    'eslint-factory.js',
    'make/quality.mk',
    'scripts/devnet.sh',
    'scripts/operate/gate.bats',
    'scripts/operate/gate.test.ts',
    'scripts/operate/gate_test.sh',
    'scripts/operate/tests/gate.sh',
    'charts/platform/tests/roles_test.yaml',
    'charts/platform/ci/values.yaml',
    'helmfiles/layer.test.ts',
    'values/README.md',
    'values/global.yaml~',
    'values/.DS_Store',
  ])('leaves out %s', async path => {
    const { root } = blueprintSource();
    await copyContents(root, target);
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeFile(join(target, path), '');
    expect(await blueprintFiles(target)).toEqual(await blueprintFiles(root));
  });
});

describe('the scripts of a team repository', () => {
  it('are each used by another file of it', async () => {
    const files = await repositoryFiles(aPlan());
    const unused = files
      .map(({ path }) => path)
      .filter(path => path.startsWith('scripts/'))
      .filter(
        path =>
          !files.some(
            file =>
              file.path !== path &&
              Buffer.from(file.content).includes(basename(path)),
          ),
      );
    expect(unused).toEqual([]);
  });
});
