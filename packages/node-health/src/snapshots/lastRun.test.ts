import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLastRun } from './lastRun';

describe('readLastRun', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'last-run-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const written = async (text: string) => {
    const file = join(folder, 'last.json');
    await writeFile(file, text);
    return readLastRun(file);
  };

  it('reads what the orchestrator writes', async () => {
    const document = {
      format: 'nodeyard-snapshot-last/1',
      endedAt: '2026-11-23T03:20:00Z',
      result: 'done',
      failuresInARow: 0,
      durationSeconds: { quiesce: 12 },
      snapshot: {
        id: '9000000-20261123T030000Z-0a1b2c3d',
        block: 9_000_000,
        takenAt: '2026-11-23T03:00:00Z',
        verifiedAt: '2026-11-23T03:19:00Z',
        sizeBytes: 1000,
        newBytes: 10,
      },
    };
    const { id: _, ...snapshot } = document.snapshot;
    expect(await written(JSON.stringify(document))).toEqual({
      ...document,
      snapshot,
    });
  });

  it('returns undefined before the first run has ended', async () => {
    expect(await readLastRun(join(folder, 'absent.json'))).toBeUndefined();
  });

  it.each(['', '{"format":"nodeyard-snapshot-last/2"}', 'torn {'])(
    'returns undefined for %j',
    async text => {
      expect(await written(text)).toBeUndefined();
    },
  );
});
