import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { before, describe, test } from 'node:test';
import Ajv from 'ajv';
import type { ValidateFunction } from 'ajv';
import type { Bom } from './imageBom';
import { bomOfImage, goBom, goProgramBom, npmBom } from './sbom';

const schemas = resolve(__dirname, '../../.tools/bin/cyclonedx-schemas');
const schema = (name: string) =>
  JSON.parse(
    readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), 'utf8'),
  );
const purls = (bom: Bom) =>
  (bom.components ?? []).map(({ purl }) => String(purl ?? ''));
const stable = (bom: Bom) => JSON.stringify(bom);

describe('lists of parts', () => {
  let validate: ValidateFunction;
  before(() => {
    // Formats (dates, addresses) are for a package that is not among ours; shapes and vocabularies are checked.
    const ajv = new Ajv({ strict: false, validateFormats: false });
    for (const name of ['spdx', 'jsf-0.82']) {
      const address = `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`;
      ajv.addSchema({ ...schema(name), $id: address });
    }
    validate = ajv.compile(schema('bom-1.6'));
  });
  function assertValid(bom: Bom) {
    validate(bom);
    assert.deepEqual(validate.errors ?? [], []);
    const { serialNumber, metadata } = bom;
    assert.equal(serialNumber, undefined);
    assert.equal(metadata.timestamp, undefined);
  }

  test('the schema refuses another document', () => {
    assert.equal(
      validate({ bomFormat: 'CycloneDX', specVersion: '1.6' }),
      true,
    );
    assert.equal(validate({ bomFormat: 'CycloneDX' }), false);
    assert.equal(
      validate({
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        components: [{ type: 'nothing', name: 'x' }],
      }),
      false,
    );
  });

  test('of an npm workspace: dependencies without development tools, reproducibly', () => {
    const bom = npmBom('packages/node-health');
    assertValid(bom);
    assert.ok(purls(bom).some(purl => purl.startsWith('pkg:npm/zod@')));
    assert.ok(
      !purls(bom).some(purl => /pkg:npm\/(jest|typescript)@/.test(purl)),
    );
    assert.equal(stable(npmBom('packages/node-health')), stable(bom));
  });

  test('of Go code of ours: its modules and the library of Go, the same each time', () => {
    const bom = goBom('packages/blueprint/scripts/cron');
    assertValid(bom);
    assert.ok(
      purls(bom).some(purl =>
        purl.startsWith('pkg:golang/github.com/robfig/cron'),
      ),
    );
    assert.ok(purls(bom).some(purl => /pkg:golang\/std@/.test(purl)));
    assert.equal(stable(goBom('packages/blueprint/scripts/cron')), stable(bom));
  });

  test('of a Go tool: linked modules with hashes, reproducibly', () => {
    const bom = goProgramBom('crane');
    assertValid(bom);
    const linked = (bom.components ?? []).filter(({ hashes }) => hashes);
    assert.ok(linked.length > 5);
    assert.equal(stable(goProgramBom('crane')), stable(bom));
  });

  test('of an image of ours: Node.js, the base, and the packages that are bundled', () => {
    const bom = bomOfImage('node-health');
    assertValid(bom);
    const containers = (bom.components ?? []).filter(
      ({ type }) => type === 'container',
    );
    assert.deepEqual(containers.map(({ name }) => name).sort(), [
      'gcr.io/distroless/cc-debian13',
      'node',
    ]);
    const node = containers.find(({ name }) => name === 'node');
    assert.deepEqual(
      (node?.properties as { name: string; value: string }[]).filter(
        ({ name }) => name === 'nodeyard:image:path',
      ),
      [{ name: 'nodeyard:image:path', value: '/usr/local/bin/node' }],
    );
    assert.ok(purls(bom).some(purl => purl.startsWith('pkg:npm/zod@')));
  });

  test('of an image of a client: upstream’s program, the base, and the probe', () => {
    const bom = bomOfImage('geth');
    assertValid(bom);
    const names = (bom.components ?? []).map(({ name }) => name);
    assert.ok(names.includes('ethereum/client-go'));
    assert.ok(names.includes('gcr.io/distroless/static-debian13'));
    assert.ok(names.some(name => name.endsWith('clients/probe')));
    assert.ok(names.includes('std'));
  });

  test('every reference of an image is of a part of it', () => {
    for (const image of ['besu', 'delta-sync']) {
      const bom = bomOfImage(image);
      assertValid(bom);
      const parts = new Set([
        bom.metadata.component['bom-ref'],
        ...(bom.components ?? []).map(component => component['bom-ref']),
      ]);
      const named = (bom.dependencies ?? []).flatMap(
        ({ ref, dependsOn = [] }) => [ref, ...dependsOn],
      );
      assert.deepEqual(
        named.filter(ref => !parts.has(ref)),
        [],
      );
      assert.ok(named.length > parts.size / 2);
    }
  });
});
