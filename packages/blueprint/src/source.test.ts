import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { planRequest } from './plan/plan';
import { copyContents } from './repository/copyContents';
import { repositoryFiles } from './repository/repository';
import { blueprintSource } from './source';
import { aRequest } from './testing/requests';

const home = resolve(__dirname, '..');
const checkout = resolve(home, '../..');

describe('the source of the blueprint', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nodeyard-source-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** The package as it is packed, with nothing of the repository around it. */
  async function pack(place: string): Promise<string> {
    const packed = join(folder, place);
    await mkdir(join(packed, 'dist'), { recursive: true });
    await cp(join(home, 'package.json'), join(packed, 'package.json'));
    await copyContents(checkout, join(packed, 'blueprint'));
    return packed;
  }

  it('is the root of a checkout', () => {
    expect(blueprintSource().root).toBe(checkout);
  });

  it.each(['packages/blueprint', 'node_modules/@nodeyard/blueprint'])(
    'is the copy in the package if that is in %s without a repository',
    async place => {
      const packed = await pack(place);
      expect(blueprintSource(join(packed, 'dist'))).toEqual({
        root: join(packed, 'blueprint'),
        version: blueprintSource().version,
      });
    },
  );

  it('writes the same repository in the bundle of a backend as in a checkout', async () => {
    const packed = await pack('packages/blueprint');
    const result = planRequest(aRequest(), { now: new Date() });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(
      await repositoryFiles(result.plan, blueprintSource(join(packed, 'dist'))),
    ).toEqual(await repositoryFiles(result.plan));
  });
});
