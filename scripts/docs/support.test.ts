import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consensusClients, executionClients } from '@nodeyard/ethereum';
import { readVersions, supportTable } from './support';

test('versions are read from the record of situations', () => {
  const record = '# Situations\n\nSome, text 1.\n\ngeth 1.17.8, node 24.21.0\n';
  assert.deepEqual(
    [...readVersions(record)],
    [
      ['geth', '1.17.8'],
      ['node', '24.21.0'],
    ],
  );
  assert.throws(() => readVersions('# Situations\n'), /names no versions/);
});

test('a client is called running only with a version in the record', () => {
  const rows = supportTable(new Map([['geth', '1.17.8']]))
    .split('\n')
    .slice(2);
  const clients = { ...executionClients, ...consensusClients };
  assert.equal(rows.length, Object.keys(clients).length);
  assert.deepEqual(
    rows
      .filter(row => row.includes('running 1.17.8'))
      .map(row => row.split(' ')[1]),
    ['Geth'],
  );
});
