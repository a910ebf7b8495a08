import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../builder/build';
import { datadirDigests } from '../testing/datadirDigest';
import { bundlePrograms, runProgram } from '../testing/programs';
import {
  smallDatadir,
  testFacts,
  writeDatadir,
} from '../testing/syntheticDatadir';

jest.setTimeout(600_000);

/** As many as a team of impatient operators. */
const AT_ONCE = 14;
/** Sizes that a file may have, in KiB: as on a disk that is full at another moment each time. */
const FULL_AT = [16, 256, 1_200, 4_400, 8_700];

describe('a restore at a bad time', () => {
  let work: string;
  let expected: Awaited<ReturnType<typeof datadirDigests>>;
  const programs = () => join(work, 'programs');
  const args = (datadir: string) => [
    ...['restore', '--store', join(work, 'store'), '--network', 'devnet'],
    ...['--client', 'geth', '--allow-unverified', '--quiet', '--threads', '1'],
    ...['--attempts', '1', '--datadir', join(work, datadir)],
  ];

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'snapshots-times-'));
    await bundlePrograms(programs());
    await writeDatadir(join(work, 'node'), smallDatadir());
    expected = await datadirDigests(join(work, 'node'));
    const built = await build({
      store: { url: `file://${work}/store` },
      datadir: join(work, 'node'),
      facts: testFacts(5),
      tool: 'test/1',
      threads: 1,
    });
    if (!built.ok) throw new Error(built.message);
  });
  afterAll(() => rm(work, { recursive: true, force: true }));

  it(`is one of ${AT_ONCE} that start at once: the others do not disturb it`, async () => {
    const ended = await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        runProgram(programs(), 'delta-sync', args('shared')),
      ),
    );
    const codes = ended.map(({ code }) => code);
    expect(codes.filter(code => code === 0).length).toBeGreaterThan(0);
    const odd = ended.filter(({ code, stderr }) =>
      code === 0
        ? stderr !== ''
        : code !== 3 ||
          !/delta-sync.*(restore[sd]? into|at the same moment)/.test(stderr),
    );
    expect(odd).toEqual([]);
    expect(await datadirDigests(join(work, 'shared'))).toEqual(expected);
  });

  it.each(FULL_AT)(
    'that a disk stops at %s KiB ends with a reason, and is finished by the next run',
    async size => {
      const datadir = `full-${size}`;
      const limited = [
        ...['-c', `ulimit -f ${size}; exec "$@"`, 'bash', process.execPath],
        ...[join(programs(), 'delta-sync.mjs'), ...args(datadir)],
      ];
      const stopped = await promisify(execFile)('bash', limited).then(
        () => ({ code: 0, stderr: '' }),
        error => error,
      );
      expect(stopped.code).toBeGreaterThan(1);
      expect(stopped.stderr).toMatch(/no file of that size/);
      expect(stopped.stderr).not.toMatch(/\n\s+at /);
      const again = await runProgram(programs(), 'delta-sync', args(datadir));
      expect([again.code, again.stderr]).toEqual([0, '']);
      expect(await datadirDigests(join(work, datadir))).toEqual(expected);
    },
  );
});
