import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formerNames } from './options';
import { readConfig } from './readConfig';

const required = ['--node-name', 'geth-0', '--network-file', '/network.json'];

describe('readConfig', () => {
  it('requires a name and a network, and has defaults for all other options', () => {
    expect(readConfig(required, {})).toEqual({
      ok: true,
      deprecations: [],
      config: {
        nodeName: 'geth-0',
        networkFile: '/network.json',
        executionUrl: 'http://127.0.0.1:8545',
        consensusUrl: undefined,
        executionClient: undefined,
        consensusClient: undefined,
        listenAddress: undefined,
        port: 8099,
        intervalMs: 5000,
        timeoutMs: 3000,
        dataDir: undefined,
        snapshotFile: undefined,
      },
    });
  });

  it('reads every option from the environment too', () => {
    const read = readConfig([], {
      NODE_HEALTH_NODE_NAME: 'geth-0',
      NODE_HEALTH_NETWORK_FILE: '/network.json',
      NODE_HEALTH_CONSENSUS_URL: 'http://127.0.0.1:5052/',
      NODE_HEALTH_LISTEN_ADDRESS: '::',
      NODE_HEALTH_INTERVAL_SECONDS: '2',
      NODE_HEALTH_DATA_DIR: '/data',
    });
    expect(read).toMatchObject({
      ok: true,
      config: {
        consensusUrl: 'http://127.0.0.1:5052',
        listenAddress: '::',
        intervalMs: 2000,
        dataDir: '/data',
      },
    });
  });

  it('reads the checkpoint sources', () => {
    const checkpointOf = (...flags: string[]) => {
      const read = readConfig([...required, ...flags], {});
      return read.ok ? read.config.checkpoint : read.problems;
    };
    expect(checkpointOf()).toBeUndefined();
    expect(checkpointOf('--checkpoint-sources=auto')).toEqual({
      sources: 'auto',
      quorum: undefined,
      port: 8098,
    });
    expect(
      checkpointOf(
        '--checkpoint-sources=https://a.example/,http://b.example:5052,https://a.example',
        '--checkpoint-quorum=1',
      ),
    ).toMatchObject({
      sources: ['https://a.example', 'http://b.example:5052'],
      quorum: 1,
    });
  });

  it.each([
    'a.example',
    'ftp://a.example',
    'https://user:secret@a.example',
    'https://a.example/eth/v1',
    'https://a.example?key=1',
    'https://a.example,auto',
    'https://a.example, https://b.example',
    '',
    Array.from({ length: 17 }, (_, i) => `https://${i}.example`).join(','),
  ])('refuses %j as checkpoint sources', sources => {
    expect(
      readConfig([...required, `--checkpoint-sources=${sources}`], {}),
    ).toMatchObject({
      ok: false,
      problems: [expect.stringMatching(/^--checkpoint-sources is .*expected/)],
    });
  });

  it.each([
    [
      ['--checkpoint-agree=1'],
      {},
      '--checkpoint-agree is deprecated and will be removed in 0.3.0: use --checkpoint-quorum.',
    ],
    [
      [],
      { NODE_HEALTH_CHECKPOINT_AGREE: '1' },
      'NODE_HEALTH_CHECKPOINT_AGREE is deprecated and will be removed in 0.3.0: use NODE_HEALTH_CHECKPOINT_QUORUM.',
    ],
  ])(
    'accepts the former name of --checkpoint-quorum in %j %j',
    (flags, env, deprecation) => {
      const read = readConfig(
        [...required, '--checkpoint-sources=auto', ...flags],
        env,
      );
      expect(read).toMatchObject({
        ok: true,
        config: { checkpoint: { quorum: 1 } },
        deprecations: [deprecation],
      });
    },
  );

  it('has the former names of docs/upgrading.md', () => {
    const docs = join(__dirname, '../../../../docs/upgrading.md');
    const rows = readFileSync(docs, 'utf8').matchAll(
      /^\| `node-health` +\| `--([\w-]+) \w+` +\| `--([\w-]+) \w+` +\|$/gm,
    );
    expect(
      Object.fromEntries([...rows].map(([, former, name]) => [name, former])),
    ).toEqual(formerNames);
  });

  it('prefers a flag to the environment', () => {
    const read = readConfig([...required, '--port=9000'], {
      NODE_HEALTH_PORT: '9001',
    });
    expect(read).toMatchObject({ ok: true, config: { port: 9000 } });
  });

  it('treats an empty variable, which templates render for a missing value, as absent', () => {
    const read = readConfig(required, {
      NODE_HEALTH_CONSENSUS_URL: '',
      NODE_HEALTH_PORT: '',
    });
    expect(read).toMatchObject({
      ok: true,
      config: { consensusUrl: undefined, port: 8099 },
    });
  });

  it('reports all problems at once, each with value and fix', () => {
    const read = readConfig(['--port', '99999', '--execution-url', 'ftp://x'], {
      NODE_HEALTH_NODE_NAME: 'Geth 0',
    });
    expect(read).toEqual({
      ok: false,
      problems: [
        'NODE_HEALTH_NODE_NAME is "Geth 0": expected lower-case letters, digits, "-" and ".". Use for example --node-name payments-eth-geth.',
        '--network-file is missing. Set it, for example --network-file /etc/node-health/network.json, or set NODE_HEALTH_NETWORK_FILE.',
        '--execution-url is "ftp://x": expected an http:// URL; the clients are in the same pod. Use for example --execution-url http://127.0.0.1:8545.',
        '--port is "99999": expected an integer from 0 to 65535. Use for example --port 8099.',
      ],
    });
  });

  it.each([
    ['--interval-seconds', '0'],
    ['--interval-seconds', '2.5'],
    ['--timeout-seconds', '-3'],
    ['--timeout-seconds', ''],
    ['--listen-address', 'localhost'],
    ['--execution-url', 'ftp://127.0.0.1:8545'],
    ['--consensus-client', 'light house'],
    ['--data-dir', ''],
  ])('refuses %s=%s', (flag, value) => {
    expect(readConfig([...required, `${flag}=${value}`], {})).toMatchObject({
      ok: false,
      problems: [
        expect.stringContaining(
          `${flag} is ${JSON.stringify(value)}: expected `,
        ),
      ],
    });
  });

  it('does not repeat the password of a refused URL', () => {
    const url = 'http://user:secret@127.0.0.1:8545';
    expect(readConfig([...required, `--execution-url=${url}`], {})).toEqual({
      ok: false,
      problems: [
        '--execution-url is "http://***@127.0.0.1:8545": expected a URL without user name and password. Use for example --execution-url http://127.0.0.1:8545.',
      ],
    });
  });

  it.each([['--nodename=x'], ['extra'], ['--port']])(
    'refuses the flag %s and refers to the help',
    argument => {
      expect(readConfig([...required, argument], {})).toMatchObject({
        ok: false,
        problems: [expect.stringContaining('node-health --help')],
      });
    },
  );
});
