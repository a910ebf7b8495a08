import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aRequest } from '../testing/requests';
import { nodeyard } from './nodeyard';
import { wantsColours } from './terminal';

/** Runs the command with one file, `request.yaml`, and keeps what it writes. */
async function run(
  args: string[],
  request: unknown = aRequest(),
  colours = false,
) {
  const out: string[] = [];
  const error: string[] = [];
  const code = await nodeyard(args, {
    out: text => out.push(text),
    error: text => error.push(text),
    readFile: async path => {
      if (path !== 'request.yaml') {
        throw Object.assign(new Error('not there'), { code: 'ENOENT' });
      }
      return typeof request === 'string' ? request : JSON.stringify(request);
    },
    colours,
    now: () => new Date('2026-11-23T12:00:00Z'),
  });
  return { code, out: out.join('\n'), error: error.join('\n') };
}

describe('nodeyard plan', () => {
  it('prints the resources of an accepted request', async () => {
    const { code, out } = await run(['plan', '--request', 'request.yaml']);
    expect(code).toBe(0);
    expect(out).toContain('payments-eth on sepolia for group:default/payments');
    expect(out).toMatch(/geth-0 +geth +lighthouse +pre-prague +600 GiB/);
  });

  it('prints the schedule of snapshots, and the nodes that start from one', async () => {
    const { out } = await run(
      ['plan', '--request', 'request.yaml'],
      aRequest({
        environments: ['staging'],
        serve: { min: 2, max: 6, restore: 'latest' },
        snapshots: { schedule: '@daily', store: 's3://eth-snapshots/p' },
      }),
    );
    expect(out).toContain(
      'by the schedule "@daily" (UTC), into s3://eth-snapshots/p/staging.',
    );
    expect(out).toContain(
      'The newest verified snapshot of s3://eth-snapshots/p/staging is what rpc begins with.',
    );
  });

  it('refuses with code 3 and every problem', async () => {
    const { code, out } = await run(
      ['plan', '--request', 'request.yaml'],
      aRequest({ name: 'A', network: 'x' }),
    );
    expect(code).toBe(3);
    expect(out).toContain('Refused: 2 problems.');
  });

  it('refuses files that are no requests, and prints none of their control characters', async () => {
    const hostile = [
      '&a [*a]',
      '&a { name: *a }',
      '['.repeat(3000),
      `name: ${'a'.repeat(3_000_000)}`,
      'name: !\u001b[2J x\n',
      `"\u001b[2J\u009b\u202e": "\u001b[2J"\nname: "\u009b\u202e"`,
    ];
    for (const request of hostile) {
      for (const more of [[], ['--json']]) {
        const args = ['plan', '--request', 'request.yaml', ...more];
        const { code, out, error } = await run(args, request);
        expect([code, error]).toEqual([3, '']);
        expect(out).not.toMatch(/(?![\n])[\p{Cc}\p{Cf}]/u);
        expect(out.length).toBeLessThan(20_000);
      }
    }
  });

  it.each([
    ['a command', ['\u001b[2J\u0007\u202e']],
    ['an option', ['plan', '--\u001b[2J\u0007\u202e']],
    ['a topic', ['explain', '\u001b[2J\u0007\u202e']],
    ['a file', ['plan', '--request', '\u001b[2J\u0007\u202e']],
    [
      'a folder',
      [
        'create',
        '--request',
        'request.yaml',
        '--out',
        '/dev/null/\u001b[2J\u0007\u202e',
      ],
    ],
    [
      'an environment',
      ['values', '--environment', '\u001b[2J\u202e', '--node', 'x'],
    ],
    [
      'a node',
      ['values', '--environment', 'local', '--node', '\u001b[2J\u0007'],
    ],
  ])('escapes control characters of %s', async (_, args) => {
    for (const colours of [false, true]) {
      const { code, out, error } = await run(args, aRequest(), colours);
      expect(code).not.toBe(0);
      // eslint-disable-next-line no-control-regex -- colours of our own
      const output = `${out}${error}`.replace(/\u001b\[[0-9]{1,2}m/g, '');
      expect(output).not.toBe('');
      expect(output).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
    }
  });

  it('prints JSON', async () => {
    const accepted = await run(['plan', '--request', 'request.yaml', '--json']);
    expect(JSON.parse(accepted.out)).toMatchObject({
      ok: true,
      totals: { storageGi: 600 },
    });
    const refused = await run(
      ['plan', '--request', 'request.yaml', '--json'],
      'name: [',
    );
    expect([refused.code, JSON.parse(refused.out)]).toMatchObject([
      3,
      { ok: false, problems: [{ path: '' }] },
    ]);
  });

  it.each([['as text'], ['as JSON', '--json']])(
    'repeats no secret of a store %s',
    async (_, ...options) => {
      const { code, out, error } = await run(
        ['plan', '--request', 'request.yaml', ...options],
        aRequest({
          snapshots: {
            schedule: '@daily',
            store: 's3://AKIA:hunter/hunter+2@eth/p',
          },
        }),
      );
      expect(code).toBe(3);
      expect(out).toContain('s3://***@eth/p');
      expect(out + error).not.toContain('hunter');
    },
  );

  it('uses colours only on request', async () => {
    expect(
      (await run(['plan', '--request', 'request.yaml'], aRequest(), true)).out,
    ).toContain('\u001b[');
    expect(
      (await run(['plan', '--request', 'request.yaml'])).out,
    ).not.toContain('\u001b[');
  });
});

describe('nodeyard create', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'nodeyard-cli-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('writes the repository and prints the next steps', async () => {
    const { code, out } = await run([
      'create',
      '--request',
      'request.yaml',
      '--out',
      join(home, 'eth'),
    ]);
    expect(code).toBe(0);
    expect(out).toContain(`make -C ${join(home, 'eth')} template ENV=local`);
    expect(await readdir(join(home, 'eth', 'environments'))).toEqual([
      'local.yaml',
      'production.yaml',
      'staging.yaml',
    ]);
  });

  it('writes nothing for a refused request', async () => {
    const { code } = await run(
      ['create', '--request', 'request.yaml', '--out', join(home, 'eth')],
      aRequest({ name: 'A' }),
    );
    expect([code, await readdir(home)]).toEqual([3, []]);
  });

  it('refuses a directory with foreign files', async () => {
    await run([
      'create',
      '--request',
      'request.yaml',
      '--out',
      join(home, 'eth'),
    ]);
    const { code, out } = await run([
      'create',
      '--request',
      'request.yaml',
      '--out',
      home,
      '--json',
    ]);
    expect([code, JSON.parse(out)]).toMatchObject([
      3,
      { ok: false, problems: [{ path: '--out' }] },
    ]);
  });
});

describe('nodeyard explain', () => {
  it.each([
    ['geth', /an execution client/],
    ['nethermind', /an execution client[^]*can be deployed/],
    [
      'nethermind',
      /mainnet +history [^]*rolling \(365 days, 500 GiB\)[^]*image +nethermind\/nethermind:\S+, of 2026/,
    ],
    ['besu', /rolling \(147 days, /],
    ['lighthouse', /a consensus client/],
    [
      'lighthouse',
      /on sepolia +v8\.3\.0 or newer[^]*on hoodi +not v8\.3\.1, which follows Gloas/,
    ],
    ['grandine', /memory +no figure is published/],
    ['sepolia', /11155111/],
    [
      'hoodi',
      /withdrawn +amsterdam, which was scheduled for 2026-10-26 until 2026-10-22/,
    ],
    ['nodes[].history', /pre-prague/],
    ['serve', /can be deployed/],
    ['serve.cpu', /processor time/],
    ['keys', /apiVersion/],
    ['clients', /lodestar +consensus; can be deployed/],
  ])('knows %s', async (topic, words) => {
    const { code, out } = await run(['explain', topic]);
    expect([code, out]).toEqual([0, expect.stringMatching(words)]);
  });

  it('explains everything when no topic is named', async () => {
    expect((await run(['explain'])).out).toMatch(
      /keys of a request[^]*Clients[^]*Networks/,
    );
  });

  it('prints JSON', async () => {
    expect(
      JSON.parse((await run(['explain', 'geth', '--json'])).out),
    ).toMatchObject([{ topic: 'geth' }]);
  });
});

describe('wrong usage of nodeyard', () => {
  it.each([
    [[], /Usage: nodeyard/],
    [['plan'], /--request/],
    [['create', '--request', 'request.yaml'], /--out/],
    [
      ['plan', '--request', 'missing.yaml'],
      /cannot read --request missing.yaml: ENOENT/,
    ],
    [['plna'], /Did you mean plan/],
    [['plan', '--request', 'request.yaml', '--force'], /unknown option/],
    [['explain', 'gheth'], /Did you mean geth/],
  ])('with %j prints the usage, with code 2', async (args, words) => {
    const { code, error } = await run(args);
    expect([code, error]).toEqual([2, expect.stringMatching(words)]);
  });

  it.each([['--help'], ['--version']])('does not accept %s', async flag => {
    expect((await run([flag])).code).toBe(0);
  });
});

describe('colours', () => {
  it('are used on terminals, unless NO_COLOR is set', () => {
    expect(wantsColours({ isTTY: true }, {})).toBe(true);
    expect(wantsColours({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
    expect(wantsColours({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
    expect(wantsColours({}, {})).toBe(false);
  });
});
