import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPatch, parsePatch } from 'diff';
import { aNode, aRequest } from '../testing/requests';
import { nodeyard } from './nodeyard';

describe('nodeyard change, update and diff', () => {
  let home: string;
  let root: string;

  async function run(command: string, request?: unknown, ...more: string[]) {
    const out: string[] = [];
    const code = await nodeyard(
      [
        command,
        command === 'create' ? '--out' : '--root',
        root,
        ...(request === undefined ? [] : ['--request', '-']),
        ...more,
      ],
      {
        out: text => out.push(text),
        error: text => out.push(text),
        readFile: async () => JSON.stringify(request),
        colours: false,
        now: () => new Date('2026-11-23T12:00:00Z'),
      },
    );
    return { code, text: out.join('\n') };
  }
  const read = (path: string) => readFile(join(root, path), 'utf8');

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'nodeyard-change-'));
    root = join(home, 'payments-eth');
    await run('create', aRequest());
    await appendFile(join(root, 'environments/production.yaml'), '# Mine.\n');
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  const asked = aRequest({
    nodes: [aNode({ storage: { size: '2000Gi' } })],
  });

  it('has nothing to change in a repository of this release', async () => {
    const { code, text } = await run('update');
    expect(code).toBe(0);
    expect(text).toContain('Nothing to change.');
    expect(await run('diff')).toEqual({ code: 0, text: '' });
  });

  it('prints a patch that gives what change writes', async () => {
    const { text } = await run('diff', asked);
    const [patch] = parsePatch(text).filter(({ newFileName }) =>
      newFileName?.endsWith('environments/production.yaml'),
    );
    const before = await read('environments/production.yaml');
    const dry = await run('change', asked, '--dry-run');
    expect(dry.text).toMatch(/^ {2}merged {4}environments\/production\.yaml$/m);
    expect(dry.text).toContain('Dry run: nothing was written.');
    expect(await read('environments/production.yaml')).toBe(before);

    const { code, text: json } = await run('change', asked, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(json)).toMatchObject({
      ok: true,
      dryRun: false,
      effects: [
        expect.stringContaining('GiB'),
        expect.stringContaining('In local, production, staging'),
      ],
      written: expect.arrayContaining(['blueprint.lock.yaml']),
    });
    const after = await read('environments/production.yaml');
    expect(after).toMatch(/size: "2000Gi"[^]*# Mine\.\n$/);
    expect(patch && applyPatch(before, patch)).toBe(after);
  });

  it('refuses a request by its field, and a directory that is none of its own', async () => {
    expect(
      await run('change', aRequest({ network: 'hoodi', name: 'other' })),
    ).toMatchObject({
      code: 3,
      text: expect.stringMatching(
        /name "other" is "payments-eth" in this[^]*network "hoodi" is "sepolia"/,
      ),
    });
    root = home;
    const refused = await run('update', undefined, '--json');
    root = join(home, 'payments-eth');
    expect(refused.code).toBe(3);
    expect(JSON.parse(refused.text).problems[0].reason).toContain('is missing');
    expect(await run('change')).toMatchObject({ code: 2 });
  });
});
