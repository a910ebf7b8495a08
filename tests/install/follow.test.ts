import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { follow } from './follow';
import type { FreshApp } from './freshApp';
import { root } from './packages';
import { stepsOf, type Step } from './steps';
import { systems } from './system';

let app: FreshApp;
const file = (name: string) => join(app.folder, name);
const read = (name: string) => readFileSync(file(name), 'utf8');

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'nodeyard-follow-'));
  app = {
    folder,
    place: { cwd: folder, log: join(folder, 'log') },
    times: { create: 0, install: 0 },
  };
});
afterEach(() => rmSync(app.folder, { recursive: true }));

const step = (parts: Partial<Step>): Step => ({
  source: 'README.md:1',
  language: 'ts',
  text: 'added();\n',
  install: 'index.ts',
  ...parts,
});

describe('following a step', () => {
  it('puts code in front of the line that it names, and imports to the top', () => {
    writeFileSync(file('index.ts'), 'a();\nend();\nb();\nend();\n');
    follow(app, step({ at: 'end()', in: 'b()' }));
    follow(app, step({ text: "import 'x';\n" }));
    assert.equal(
      read('index.ts'),
      "import 'x';\na();\nend();\nb();\nadded();\nend();\n",
    );
  });

  it('lets lists of a YAML file grow, and makes a file that is not there', () => {
    const yaml = { language: 'yaml', install: 'app-config.yaml' };
    follow(
      app,
      step({ ...yaml, text: 'catalog: { locations: [1], rules: a }\n' }),
    );
    follow(
      app,
      step({ ...yaml, text: 'catalog: { locations: [2] }\nmore: b\n' }),
    );
    assert.equal(
      read('app-config.yaml'),
      'catalog:\n  locations:\n    - 1\n    - 2\n  rules: a\nmore: b\n',
    );
  });

  it('names README and line of what cannot be followed', () => {
    writeFileSync(file('index.ts'), 'a();\n');
    writeFileSync(file('app-config.yaml'), 'a: 1\n');
    for (const [wrong, words] of [
      [{ at: 'end()' }, /README\.md:1 belongs in front of a line with end\(\)/],
      [{ install: 'none.ts' }, /README\.md:1 names none\.ts/],
      [
        { language: 'yaml', install: 'app-config.yaml', text: 'a: 2\n' },
        /README\.md:1 has 2 where the app has 1/,
      ],
      [{ install: '.', text: 'echo why; exit 3\n' }, /exit code 3\nwhy/],
    ] as const) {
      assert.throws(() => follow(app, step(wrong)), words);
    }
  });
});

describe('the READMEs', () => {
  for (const [system, files] of Object.entries(systems)) {
    it(`add every package and every feature on the ${system} frontend system`, () => {
      const steps = files.flatMap(name => stepsOf(join(root, name)));
      const text = steps.map(({ text: block }) => block).join('');
      for (const words of [
        /yarn --cwd packages\/app add .*@nodeyard\/backstage-plugin-ethereum-nodes\s/,
        /yarn --cwd packages\/app add .*@nodeyard\/backstage-plugin-scaffolder-module-ethereum-nodes\n/,
        /yarn --cwd packages\/backend add .*@nodeyard\/backstage-plugin-ethereum-nodes-backend/,
        /yarn --cwd packages\/backend add .*@nodeyard\/backstage-plugin-scaffolder-backend-module-ethereum-nodes/,
        /import\('@nodeyard\/backstage-plugin-ethereum-nodes-backend'\)/,
        /import\('@nodeyard\/backstage-plugin-scaffolder-backend-module-ethereum-nodes'\)/,
        /localRepositories:\n/,
      ]) {
        assert.match(text, words);
      }
    });
  }

  it('are refused without a step', () => {
    assert.throws(
      () => stepsOf(join(root, 'SECURITY.md')),
      /SECURITY\.md has no block with install/,
    );
  });
});
