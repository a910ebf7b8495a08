import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { chartNames } from './chartPackage';

const root = resolve(import.meta.dirname, '../..');
/** Keywords that validate nothing. */
const ANNOTATIONS = ['$ref', 'title', 'description', 'default', 'deprecated'];

/** Every object of a JSON document with its path. */
function objectsIn(value: unknown, path = ''): [string, object][] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, part]) =>
    objectsIn(part, `${path}/${key}`),
  );
  return Array.isArray(value) ? below : [[path, value], ...below];
}

const textsBelow = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

// Helm validates the schema itself at each render: by draft 2020-12 that takes longer than to validate the values.
describe('schemas of the charts', () => {
  for (const name of chartNames(root)) {
    const schema = JSON.parse(
      readFileSync(join(root, 'charts', name, 'values.schema.json'), 'utf8'),
    );

    test(`${name} uses draft 7, and no keyword of later drafts`, () => {
      assert.equal(schema.$schema, 'http://json-schema.org/draft-07/schema#');
      const later = objectsIn(schema).filter(
        ([, part]) =>
          '$defs' in part ||
          'dependentRequired' in part ||
          'unevaluatedProperties' in part ||
          'prefixItems' in part,
      );
      assert.deepEqual(
        later.map(([path]) => path),
        [],
      );
    });

    test(`${name} has the same keys in values.yaml, and templates that read them`, () => {
      const chart = join(root, 'charts', name);
      const values = parse(readFileSync(join(chart, 'values.yaml'), 'utf8'));
      const keys = Object.entries<{ deprecated?: boolean }>(schema.properties)
        .filter(([key, { deprecated }]) => key !== 'global' && !deprecated)
        .map(([key]) => key);
      assert.deepEqual(Object.keys(values).sort(), keys.sort());
      const templates = textsBelow(join(chart, 'templates'));
      assert.deepEqual(
        keys.filter(key => !new RegExp(`\\.${key}\\b`).test(templates)),
        [],
      );
    });

    test(`${name} has no keyword beside $ref, where draft 7 ignores it`, () => {
      const ignored = objectsIn(schema).filter(
        ([, part]) =>
          '$ref' in part &&
          Object.keys(part).some(key => !ANNOTATIONS.includes(key)),
      );
      assert.deepEqual(
        ignored.map(([path]) => path),
        [],
      );
    });
  }
});
