import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEthereumNodesConfig } from './config';
import { FORMER_KEYS, type FormerKey } from './formerKeys';

/** A valid value other than the default; durations as the number of seconds of the former key. */
const VALUES: Record<string, unknown> = {
  'kubernetes.gateway': 'kubeconfig',
  'kubernetes.others': [{ selector: 'a=b', executionPort: 8545 }],
  'schedule.discoverSeconds': 90,
  'schedule.pollSeconds': 20,
  'schedule.snapshotsSeconds': 600,
  'polling.timeoutSeconds': 7,
};

function at(key: string, value: unknown): Record<string, object> {
  const [section = '', name = ''] = key.split('.');
  return { [section]: { [name]: value } };
}

function read(ethereumNodes: object, logger = mockServices.logger.mock()) {
  const data = { kubernetes: {}, ethereumNodes } as never;
  return {
    config: readEthereumNodesConfig(mockServices.rootConfig({ data }), logger),
    warnings: logger.warn.mock.calls.map(([message]) => message),
  };
}

const present = ({ former, key, seconds }: FormerKey) =>
  at(key, seconds ? { seconds: VALUES[former] } : VALUES[former]);

describe('FORMER_KEYS', () => {
  it('are the rows of docs/upgrading.md', () => {
    const text = readFileSync(
      // eslint-disable-next-line no-restricted-syntax -- tests run from the source only
      join(__dirname, '../../../docs/upgrading.md'),
      'utf8',
    );
    const rows = text.matchAll(
      /^\| `ethereumNodes` +\| `([\w.]+)(: N)?` +\| `([\w.]+)(: \{ seconds: N \})?` +\|$/gm,
    );
    expect(
      [...rows].map(([, former, number, key, duration]) => ({
        former,
        key,
        ...(number && duration && { seconds: true }),
      })),
    ).toEqual(FORMER_KEYS);
  });

  it.each(FORMER_KEYS)('$former works as $key, with one warning', row => {
    const former = read(at(row.former, VALUES[row.former]));
    expect(former.config).toEqual(read(present(row)).config);
    expect(former.config).not.toEqual(read({}).config);
    expect(former.warnings).toEqual([
      expect.stringContaining(
        `ethereumNodes.${row.former} is deprecated and will be removed in 0.3.0: use ethereumNodes.${row.key}`,
      ),
    ]);
    expect(read(present(row)).warnings).toEqual([]);
  });

  it.each(FORMER_KEYS)('$former is refused beside $key', row => {
    const [section = '', former = ''] = row.former.split('.');
    const both = {
      [section]: {
        ...present(row)[section],
        [former]: VALUES[row.former],
      },
    };
    expect(() => read(both)).toThrow(
      `- ethereumNodes.${row.former}: is replaced by ethereumNodes.${row.key}, which is set too. Remove ${row.former}`,
    );
  });

  it('appear in errors of their values', () => {
    expect(() => read({ schedule: { pollSeconds: 1 } })).toThrow(
      '- ethereumNodes.schedule.pollSeconds: expected a duration from 5 s to 600 s, got 1 s',
    );
    expect(() =>
      read({ kubernetes: { others: [{ selector: 'a b' }] } }),
    ).toThrow('- ethereumNodes.kubernetes.others.0.selector: "a b" is not');
  });
});

describe('durations', () => {
  it.each([
    [{ seconds: 20 }, 20_000],
    [{ seconds: '20' }, 20_000],
    [{ minutes: 1, seconds: 30 }, 90_000],
    ['20s', 20_000],
    ['PT20S', 20_000],
  ])('accept %j', (poll, ms) => {
    expect(read({ schedule: { poll } }).config.pollMs).toBe(ms);
  });

  it.each([20, 'soon', {}, { fortnights: 1 }, { seconds: 'x' }, '20', [20]])(
    'refuse %j with the key and an example',
    poll => {
      expect(() => read({ schedule: { poll } })).toThrow(
        '- ethereumNodes.schedule.poll: expected a duration such as { seconds: 15 }, "15s" or "PT15S"',
      );
    },
  );

  it.each(['1s', { hours: 1 }])('refuse %j outside of the range', poll => {
    expect(() => read({ schedule: { poll } })).toThrow(
      '- ethereumNodes.schedule.poll: expected a duration from 5 s to 600 s',
    );
  });
});
