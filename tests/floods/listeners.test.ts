import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const ofTests = /__fixtures__|__testUtils__|\/testing\/|\.test\.ts$/;

/** Where code that is shipped begins to listen, and the test that floods it; without one, why there is none. */
const listeners: Record<string, { flood: string } | { none: string }> = {
  'packages/node-health/src/server/server.ts': {
    flood: 'packages/node-health/src/server/flood.test.ts',
  },
  'packages/node-health/src/checkpoint/checkpointServer.ts': {
    flood: 'packages/node-health/src/checkpoint/flood.test.ts',
  },
  'packages/demo/src/ports.ts': {
    none: 'whether a port is free: it is closed again at once',
  },
};

/** Programs of others that listen with configuration of ours. */
const configured: Record<string, string> = {
  'charts/ethereum-network/templates/gateway/_config.tpl':
    'tests/gateway/flood.test.ts',
  'packages/backend/src/index.ts': 'tests/floods/backend.test.ts',
};

test('every listener of ours is flooded by a test', () => {
  const found = globSync('{packages,plugins}/*/src/**/*.ts', { cwd: root })
    .filter(file => !ofTests.test(`/${file}`))
    .filter(file =>
      /\.listen\(|\bawait listen\(/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    );
  assert.deepEqual(found.sort(), Object.keys(listeners).sort());
});

test('the tests that are named flood', () => {
  const named = [
    ...Object.values(listeners).flatMap(of => ('flood' in of ? of.flood : [])),
    ...Object.values(configured),
  ];
  for (const file of named) {
    assert.match(readFileSync(join(root, file), 'utf8'), /\bstartFlood\(/);
  }
  for (const file of Object.keys(configured)) readFileSync(join(root, file));
});
