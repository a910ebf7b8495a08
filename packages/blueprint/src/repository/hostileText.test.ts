import { planRequest } from '../plan/plan';
import { documentsOf, textOf } from '../testing/inspect';
import { aNode, aRequest } from '../testing/requests';
import type { RepositoryFile } from './file';
import { repositoryFiles } from './repository';

/** What readers of YAML, of one version or another, take for something else than a text. */
const words = [
  ...['yes', 'no', 'on', 'off', 'y', 'n', 'true', 'false', 'null', 'nan'],
  ...['inf', '0', '00', '0123', '0o17', '0x10', '0b1', '1e3', '1e05', '08'],
  ...['123456789', '9007199254740993', '2026-11-30', '1-1-1', '190', '19-20'],
  ...['e1', 'infinity', 'none', 'undefined', 'constructor', 'a-0', '0a', '1'],
  ...['00-1', '3e', '5e-3', '7-7', 'ns', 'int', 'str', 'binary', 'map'],
];

jest.setTimeout(600_000);

const snapshots = { schedule: '@daily', store: 's3://eth-snapshots/p' };

/** Requests with the word wherever a text of that form may stand; what of them is refused is left out. */
const fields: Record<string, (word: string) => Record<string, unknown>> = {
  name: word => ({ name: word }),
  'group, class, region and secret': word => ({
    owner: `group:default/${word}`,
    nodes: [aNode({ storage: { className: word } })],
    snapshots: { ...snapshots, region: word, secret: word },
  }),
  'namespace and prefix': word => ({
    owner: `user:${word}/ada`,
    snapshots: { ...snapshots, store: `s3://eth/${word}` },
  }),
};

/** A document's leaves, each with its type. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) {
    return [`${path} ${value instanceof Date ? 'date' : typeof value}`];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, `${path}.${key}`),
  );
}

async function filesOf(changes: Record<string, unknown>) {
  const planned = planRequest(
    aRequest({ environments: ['staging'], ...changes }),
    { now: new Date(0) },
  );
  return planned.ok ? repositoryFiles(planned.plan) : undefined;
}

/** Files that answers get into, and that something else than people read. */
const read = [
  'environments/staging.yaml',
  'catalog-info.yaml',
  'blueprint.lock.yaml',
];

describe('a word with another meaning in YAML', () => {
  it('is one of 43', () => expect(new Set(words).size).toBe(43));

  it.each(Object.entries(fields))(
    'changes no type and no structure as %s',
    async (_, request) => {
      const plain = await filesOf(request('plainword'));
      if (!plain) throw new Error('the plain word is refused');
      const known = shapes(plain);
      let accepted = 0;
      for (const word of words) {
        const files = await filesOf(request(word));
        if (!files) continue;
        accepted += 1;
        const expected = known.map(leaf => leaf.replaceAll('plainword', word));
        expect([word, shapes(files)]).toEqual([word, expected.sort()]);
      }
      expect(accepted).toBeGreaterThan(30);
    },
  );
});

/** What type everything has, in each file, to each version of YAML. */
function shapes(files: readonly RepositoryFile[]): string[] {
  return read
    .flatMap(file =>
      (['1.1', '1.2'] as const).flatMap(version =>
        leaves(documentsOf(textOf(files, file), version)).map(
          leaf => `${file} ${version} ${leaf}`,
        ),
      ),
    )
    .sort();
}
