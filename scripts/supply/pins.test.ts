import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ensurePresent } from '../../tests/ensurePresent';
import {
  looseInstalls,
  problems,
  readExceptions,
  unpinnedActions,
  unpinnedBases,
} from './pins';

const COMMIT = '3d3c42e5aac5ba805825da76410c181273ba90b1';
const digest = `sha256:${'7'.repeat(64)}`;
const whats = (found: readonly { what: string }[]) =>
  found.map(({ what }) => what);

describe('downloads', () => {
  test('actions are pinned by a commit with its release behind it', () => {
    const workflow = [
      `- uses: actions/checkout@${COMMIT} # v7.0.1`,
      '- uses: ./.github/actions/ours',
      `- uses: docker://alpine@${digest}`,
      '- uses: actions/checkout@v7',
      `  uses: owner/name/path@${COMMIT}`,
      '- uses: docker://alpine:3',
      '- uses: actions/checkout@3d3c42e # v7.0.1',
    ].join('\n');
    assert.deepEqual(whats(unpinnedActions('a.yaml', workflow)), [
      'actions/checkout@v7',
      `owner/name/path@${COMMIT}`,
      'docker://alpine:3',
      'actions/checkout@3d3c42e # v7.0.1',
    ]);
  });

  test('bases are pinned by a digest, in the recipe or recorded', () => {
    const recipe = [
      'ARG NODE_IMAGE=node:24',
      'ARG GO_IMAGE=golang:1.26',
      'FROM ${NODE_IMAGE} AS build',
      'FROM build',
      'FROM scratch',
      `FROM debian:13@${digest}`,
      'FROM --platform=linux/amd64 debian:12',
      'COPY --from=build /a /a',
      'COPY --chown=1:1 --from=busybox:1 /b /b',
    ].join('\n');
    assert.deepEqual(
      whats(unpinnedBases('Dockerfile', recipe, new Set(['golang:1.26']))),
      ['node:24', 'debian:12', 'busybox:1'],
    );
  });

  for (const line of [
    'curl -fsSL https://example.org/install | sh',
    'curl -fsSL "$url" | sudo bash -s -- --yes',
    'wget -qO- https://example.org/x | bash',
    'go install example.org/tool@latest',
    'go run example.org/tool@v1.2.3',
    'npm install --global tool',
    'npm i tool@1.0.0',
    'npx tool',
    'yarn dlx tool',
    'yarn add tool',
    'yarn install',
    'yarn workspaces focus @nodeyard/ethereum',
    'pip install tool==1.0.0',
    '- run: npm exec tool',
    'RUN apk add x && npm install',
  ]) {
    test(`"${line}" is loose`, () => {
      assert.equal(looseInstalls('a.sh', `\t${line}`).length, 1);
    });
  }

  for (const line of [
    'npm ci --ignore-scripts',
    'npm pack --silent "$package@$version"',
    'yarn install --immutable',
    'pip install --require-hashes --requirement requirements.txt',
    'go build -mod=readonly -o "$built" "$package"',
    'curl -fsSL -o "$archive" "$url"',
    '# npm install runs the scripts of packages',
    'echo "Install npm (apt-get install npm), or npx"',
    'test: ## Not by npm install',
  ]) {
    test(`"${line}" is not loose`, () => {
      assert.deepEqual(looseInstalls('a.sh', line), []);
    });
  }

  test('an exception covers only its subject, and is refused if unused', () => {
    const found = looseInstalls('findings/a.sh', 'npm install tool');
    const exceptions = readExceptions(
      "- { kind: install, where: 'findings/*', what: 'npm install *', reason: run by hand in a folder of its own }",
    );
    assert.deepEqual(problems(found, exceptions), []);
    assert.equal(problems(found, []).length, 1);
    assert.match(
      ensurePresent(problems([], exceptions)[0]),
      /nothing needs this exception/,
    );
    const elsewhere = looseInstalls('scripts/a.sh', 'npm install tool');
    assert.equal(problems([...found, ...elsewhere], exceptions).length, 1);
  });

  test('an exception without a reason is refused', () => {
    assert.throws(() =>
      readExceptions('- { kind: install, where: a, what: b, reason: "" }'),
    );
  });
});
