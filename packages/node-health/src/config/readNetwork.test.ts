import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { networks } from '@nodeyard/ethereum';
import { readNetwork } from './readNetwork';

describe('readNetwork', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'node-health-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  const written = async (text: string) => {
    const file = join(dir, 'network.json');
    await writeFile(file, text);
    return file;
  };

  it.each(Object.values(networks))(
    'reads $name as the chart renders it',
    async network => {
      const file = await written(JSON.stringify(network));
      expect(await readNetwork(file)).toEqual({ ok: true, network });
    },
  );

  it('reports the missing file', async () => {
    expect(await readNetwork(join(dir, 'nothing.json'))).toMatchObject({
      ok: false,
      problem: expect.stringMatching(
        /^--network-file .*nothing\.json cannot be read \(ENOENT/,
      ),
    });
  });

  it('reports the position of a JSON error', async () => {
    expect(await readNetwork(await written('{"name":'))).toMatchObject({
      ok: false,
      problem: expect.stringContaining(
        'is not JSON (Unexpected end of JSON input)',
      ),
    });
  });

  it('reports all invalid fields', async () => {
    const file = await written(
      JSON.stringify({ ...networks.sepolia, chainId: '1', slot: 12 }),
    );
    expect(await readNetwork(file)).toMatchObject({
      ok: false,
      problem: expect.stringMatching(
        /Correct chainId: .*number.*; document: .*"slot"/,
      ),
    });
  });
});
