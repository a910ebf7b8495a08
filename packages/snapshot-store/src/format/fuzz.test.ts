/** @jest-environment node */
/* eslint-disable @backstage/no-relative-monorepo-imports -- what all fuzz tests share is no package */
/* eslint-disable jest/no-conditional-expect -- what must hold of an input depends on whether it is taken */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fuzz, howMany } from '../../../../tests/fuzz/fuzz';
import { mutated } from '../../../../tests/fuzz/mutations';
import { SnapshotError } from '../errors';
import { canonicalJson } from './canonicalJson';
import { manifestDigest, manifestSchema, snapshotId } from './manifest';
import { readManifest } from './readManifest';

const golden = readFileSync(
  join(__dirname, '__fixtures__/manifest.json'),
  'utf8',
);

describe('manifests, fuzzed', () => {
  it(
    `are read unchanged, or refused with a message: ${howMany}`,
    () =>
      fuzz({
        name: 'manifests',
        inputs: mutated({ manifest: golden }),
        check: ({ text }) => {
          const { id, bytes } = consistent(text);
          try {
            const manifest = readManifest(id, bytes);
            expect(Number.isNaN(Date.parse(manifest.createdAt))).toBe(false);
            const again = Buffer.from(canonicalJson(manifest));
            expect(readManifest(id, again)).toEqual(manifest);
          } catch (error) {
            if (!(error instanceof SnapshotError)) throw error;
            expect(error.message.length).toBeLessThan(3000);
          }
        },
      }),
    3_600_000,
  );
});

/** Valid manifests get a matching digest, as from a hostile store. */
function consistent(text: string): { id: string; bytes: Buffer } {
  const parsed = manifestSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    const id = `5-20261123T120000Z-${'0'.repeat(8)}`;
    return { id, bytes: Buffer.from(text) };
  }
  const manifest = { ...parsed.data, digest: manifestDigest(parsed.data) };
  return {
    id: snapshotId(manifest),
    bytes: Buffer.from(canonicalJson(manifest)),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
