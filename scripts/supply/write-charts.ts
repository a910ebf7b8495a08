// Packages every chart into dist/charts: `make package-charts`.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { chartImages } from './chartImages';
import { chartNames, checksums, packageChart } from './chartPackage';
import { releaseChanges } from './releaseChanges';

const root = resolve(__dirname, '../..');
const out = join(root, 'dist/charts');
const { SIGN_KEY: key, KEYRING: keyring, PASSPHRASE_FILE } = process.env;
if (Boolean(key) !== Boolean(keyring)) {
  throw new Error(
    'SIGN_KEY and KEYRING belong together: the name of a key, and the file of the keyring that has it.',
  );
}
const signer =
  key && keyring
    ? { key, keyring, passphraseFile: PASSPHRASE_FILE }
    : undefined;
const commitTime = execFileSync('git', ['log', '-1', '--format=%ct'], {
  cwd: root,
  encoding: 'utf8',
});
const date = dateOf(process.env.SOURCE_DATE_EPOCH ?? commitTime);
// The version of all packages: `fixed` of .changeset/config.json.
const { version } = JSON.parse(
  readFileSync(join(root, 'packages/blueprint/package.json'), 'utf8'),
);
const changes = releaseChanges(root, ['packages/blueprint']);

// Packages of an earlier run would be pushed too.
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const files: string[] = [];
for (const name of chartNames(root)) {
  const path = packageChart(name, {
    ...{ root, out, date, version, changes, signer },
  });
  files.push(path);
  if (existsSync(`${path}.prov`)) files.push(`${path}.prov`);
  const images = chartImages(join(root, 'charts', name));
  const byTag = images.filter(({ digest }) => digest === undefined).length;
  console.log(
    `dist/charts/${basename(path)}: ${
      images.length
    } images, ${byTag} without a recorded digest`,
  );
}
writeFileSync(join(out, 'SHA256SUMS'), checksums(files));
console.log('dist/charts/SHA256SUMS');

/** @throws Error when the text is not a whole number of seconds since 1970 */
function dateOf(seconds: string): Date {
  if (!/^\d{1,11}\s*$/.test(seconds)) {
    throw new Error(
      `SOURCE_DATE_EPOCH: "${seconds.slice(
        0,
        40,
      )}" is not a number of seconds.`,
    );
  }
  return new Date(Number(seconds) * 1000);
}
