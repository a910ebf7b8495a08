/*
 * Write the JSON schemas of the documents in a store, from the zod schemas that read them.
 *   yarn workspace @nodeyard/snapshot-store schemas [--check]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { z } from 'zod';
import { latestSchema, verificationSchema } from '../src/format/documents';
import { manifestSchema } from '../src/format/manifest';

const folder = join(__dirname, '../schemas');
const documents = {
  manifest: manifestSchema,
  latest: latestSchema,
  verification: verificationSchema,
};
const check = process.argv.includes('--check');

mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(documents)) {
  const file = join(folder, `${name}.schema.json`);
  const text = format(JSON.stringify(z.toJSONSchema(schema)), {
    parser: 'json',
  });
  if (!check) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(
      `schemas/${name}.schema.json is outdated: run yarn workspace @nodeyard/snapshot-store schemas\n`,
    );
    process.exitCode = 1;
  }
}
