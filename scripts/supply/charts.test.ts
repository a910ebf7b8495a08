import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { ensurePresent } from '../../tests/ensurePresent';
import { artifactHubAnnotations } from './chartAnnotations';
import { imagesIn } from './chartImages';
import { chartNames, checksums, packageChart } from './chartPackage';
import type { Change } from './release';

const root = resolve(import.meta.dirname, '../..');
const { version } = parse(
  readFileSync(join(root, 'charts/platform/Chart.yaml'), 'utf8'),
);
const change = (name: string, text: string): Change => ({
  packages: [{ name, bump: 'minor' }],
  text,
});
const changes = [
  change('@nodeyard/blueprint', '- The chart is\n  better.\n- And faster.'),
  change('@nodeyard/demo', 'The demo is better.'),
];
const scratch = mkdtempSync(join(tmpdir(), 'nodeyard-charts-'));
const helm = (...args: string[]) =>
  execFileSync('helm', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HELM_CACHE_HOME: join(scratch, 'cache'),
      HELM_CONFIG_HOME: join(scratch, 'config'),
    },
  });
function packageAll(folder: string): Map<string, string> {
  const out = join(scratch, folder);
  mkdirSync(out);
  return new Map(
    chartNames(root).map((name): [string, string] => [
      name,
      packageChart(name, {
        ...{ root, out, version, changes },
        date: new Date('2026-11-30T00:00:00Z'),
      }),
    ]),
  );
}
/** Images in rendered objects, in the JSON of ConfigMaps too. */
const renderedImages = (objects: string) =>
  [...objects.matchAll(/\bimage\\?"?: *\\?"?([^" \\,}\n]+)/g)].map(
    ([, image = '']) => image,
  );
/** Images of containers that values add to a pod. They are not the chart's. */
const containerImages = (
  values: {
    initContainers?: { image: string }[];
    extraContainers?: { image: string }[];
  } | null,
): string[] =>
  [...(values?.initContainers ?? []), ...(values?.extraContainers ?? [])].map(
    ({ image }) => image,
  );

after(() => rmSync(scratch, { recursive: true, force: true }));

describe('packages of the charts', () => {
  let packages = new Map<string, string>();
  before(() => {
    packages = packageAll('first');
  });

  for (const name of chartNames(root)) {
    test(`${name} names every image that its ci/ values render`, () => {
      const path = ensurePresent(packages.get(name));
      const { annotations } = parse(helm('show', 'chart', path));
      const listed = new Set(
        (parse(annotations['artifacthub.io/images'] ?? '[]') ?? []).map(
          ({ image }: { image: string }) => image,
        ),
      );
      const folder = join(root, 'charts', name, 'ci');
      const unlisted = readdirSync(folder).flatMap(file => {
        const brought = containerImages(
          parse(readFileSync(join(folder, file), 'utf8')),
        );
        return renderedImages(
          helm(
            ...['template', 'release', path, '--namespace', 'ethereum'],
            ...['--values', join(folder, file)],
          ),
        ).filter(image => !listed.has(image) && !brought.includes(image));
      });
      assert.deepEqual(unlisted, []);
    });

    test(`${name} has links, changes and the licence of the repository`, () => {
      const path = ensurePresent(packages.get(name));
      const { annotations, home } = parse(helm('show', 'chart', path));
      assert.equal(
        annotations['artifacthub.io/license'],
        JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).license,
      );
      assert.deepEqual(parse(annotations['artifacthub.io/changes']), [
        'The chart is better.',
        'And faster.',
      ]);
      const local = parse(annotations['artifacthub.io/links'])
        .map(({ url }: { url: string }) => url)
        .map((url: string) => url.replace(/^.*\/(blob|tree)\/[^/]+\//, ''))
        .filter((url: string) => !url.startsWith(home));
      assert.deepEqual(
        local.filter((file: string) => !existsSync(join(root, file))),
        [],
      );
    });

    test(`${name} has no files of tests`, () => {
      const files = execFileSync('tar', [
        '-tzf',
        ensurePresent(packages.get(name)),
      ]).toString();
      assert.doesNotMatch(files, /^[^/]+\/(ci|tests|README\.md\.gotmpl)\b/m);
      assert.match(files, /values\.schema\.json$/m);
    });
  }

  test('are the same bytes each time', () => {
    assert.equal(
      checksums([...packageAll('second').values()]),
      checksums([...packages.values()]),
    );
  });

  test('are refused with a version that is not the one of the release', () => {
    assert.throws(
      () =>
        packageChart('platform', {
          ...{ root, out: scratch, changes, version: '99.0.0' },
          date: new Date(0),
        }),
      /charts\/platform\/Chart\.yaml: version is .*, and the release is 99\.0\.0/,
    );
  });

  describe('in an OCI registry', () => {
    let registry: ChildProcess;
    let url = '';
    before(async () => {
      registry = spawn(
        'crane',
        ['registry', 'serve', '--address', '127.0.0.1:0'],
        { stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 },
      );
      let output = '';
      url = await new Promise<string>((found, failed) => {
        const read = (chunk: Buffer) => {
          output += chunk;
          const [, port] = /serving on port (\d+)/.exec(output) ?? [];
          if (port) found(`oci://127.0.0.1:${port}/charts`);
        };
        registry.stdout?.on('data', read);
        registry.stderr?.on('data', read);
        registry.on('error', failed);
        registry.on('exit', () => failed(new Error(output)));
      });
    });
    after(() => registry.kill());

    test('are pulled as they were pushed, and render the same', () => {
      for (const [name, path] of packages) {
        helm('push', path, url, '--plain-http');
        const pulled = mkdtempSync(join(scratch, 'pulled-'));
        const source = `${url}/${name}`;
        helm(
          ...['pull', source, '--version', version, '--plain-http'],
          ...['--destination', pulled],
        );
        assert.equal(
          checksums([join(pulled, `${name}-${version}.tgz`)]),
          checksums([path]),
        );
        const folder = join(root, 'charts', name, 'ci');
        const values = join(folder, ensurePresent(readdirSync(folder)[0]));
        const render = (chart: string, ...args: string[]) =>
          helm(
            ...['template', 'release', chart, '--namespace', 'ethereum'],
            ...['--values', values, ...args],
          );
        assert.equal(
          render(source, '--version', version, '--plain-http'),
          render(path),
        );
      }
    });
  });
});

describe('annotations for Artifact Hub', () => {
  const facts = {
    name: 'platform',
    version: '1.0.0',
    home: 'https://example.com',
  };

  test('name images by digest where one is recorded', () => {
    const digest = `sha256:${'1'.repeat(64)}`;
    const annotations = artifactHubAnnotations(
      facts,
      [
        { name: 'a', reference: 'example.com/a:1', digest },
        { name: 'b', reference: 'example.com/b:2', digest: undefined },
      ],
      [],
    );
    assert.deepEqual(
      parse(ensurePresent(annotations['artifacthub.io/images'])),
      [
        { name: 'a', image: `example.com/a:1@${digest}` },
        { name: 'b', image: 'example.com/b:2' },
      ],
    );
  });

  test('bound the changes, and name those of security', () => {
    const texts = Array.from({ length: 25 }, (_, n) => `- Change ${n}.`);
    const annotations = artifactHubAnnotations(
      facts,
      [],
      [
        change('@nodeyard/blueprint', texts.join('\n')),
        change('@nodeyard/blueprint', 'Security: a hole is closed.'),
      ],
    );
    const entries = parse(ensurePresent(annotations['artifacthub.io/changes']));
    assert.equal(entries.length, 21);
    assert.equal(
      entries.at(-1),
      '6 more: https://example.com/releases/tag/v1.0.0',
    );
    assert.equal(annotations['artifacthub.io/containsSecurityUpdates'], 'true');
  });
});

describe('images of values', () => {
  test('take the tag of the chart where they have none', () => {
    assert.deepEqual(
      imagesIn(
        { a: [{ image: { repository: 'x', tag: '' } }], b: { tag: 1 } },
        '3.1.2',
      ),
      ['x:3.1.2'],
    );
  });
});
