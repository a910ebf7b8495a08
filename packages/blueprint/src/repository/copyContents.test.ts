import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blueprintSource } from '../source';
import { blueprintFiles } from './blueprintFiles';
import { copyContents } from './copyContents';

describe('the copy that a package carries', () => {
  let target: string;
  beforeEach(async () => {
    target = await mkdtemp(join(tmpdir(), 'nodeyard-copy-'));
  });
  afterEach(() => rm(target, { recursive: true, force: true }));

  it('gives the same repository as the checkout', async () => {
    const { root } = blueprintSource();
    await copyContents(root, target);
    expect(await blueprintFiles(target)).toEqual(await blueprintFiles(root));
  });

  it('holds nothing of an earlier copy', async () => {
    const { root } = blueprintSource();
    await copyContents(root, target);
    await writeFile(join(target, 'values/left-over.yaml'), '');
    await copyContents(root, target);
    expect(await blueprintFiles(target)).toEqual(await blueprintFiles(root));
  });

  it('gives no file that an editor left behind', async () => {
    await copyContents(blueprintSource().root, target);
    await writeFile(join(target, 'values/global.yaml~'), '');
    await writeFile(join(target, 'values/.DS_Store'), '');
    expect(await blueprintFiles(target)).toEqual(
      await blueprintFiles(blueprintSource().root),
    );
  });
});
