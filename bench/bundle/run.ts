import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePresent } from '../../tests/ensurePresent';
import {
  backstageVersions,
  edit,
  freshApp,
  locked,
} from '../../tests/install/freshApp';
import { packed } from '../../tests/install/packages';
import { run, scratchFolder } from '../../tests/install/programs';
import { startRegistry } from '../../tests/install/registry';
import { type Sizes, sizesOf } from './sizes';
import { MAX_FIRST_LOAD, MAX_JAVASCRIPT, variants } from './variants';

/**
 * What our frontend plugin adds to the JavaScript of a Backstage app, beside another plugin of the same kind: one app, made by
 * create-app, built for production without either, with one, and with the other. Builds of the same sources are the same, so each
 * is made once.
 */
interface Variant extends Sizes {
  name: string;
  version?: string;
  /** Packages of which the app has more versions than it had without the plugin. */
  duplicated: string[];
}

const scratch = scratchFolder('bundle');
const log = join(scratch, 'log');

async function main(): Promise<void> {
  const registry = await startRegistry({
    folder: scratch,
    log,
    packages: packed(),
  });
  try {
    const { folder, place } = freshApp({ folder: join(scratch, 'app'), log });
    const manifests = [
      'yarn.lock',
      'package.json',
      'packages/app/package.json',
    ];
    for (const [index, file] of manifests.entries()) {
      copyFileSync(join(folder, file), join(scratch, `${index}`));
    }
    const before = locked(folder);
    const measured = variants.map(({ name, add, resolutions }): Variant => {
      for (const [index, file] of manifests.entries()) {
        copyFileSync(join(scratch, `${index}`), join(folder, file));
      }
      edit(join(folder, 'package.json'), text => {
        const manifest = JSON.parse(text);
        return JSON.stringify({
          ...manifest,
          resolutions: { ...manifest.resolutions, ...resolutions },
        });
      });
      // `add` links what it adds, and takes away what the one before has added.
      if (add) run(place, ['yarn', '--cwd', 'packages/app', 'add', add]);
      process.stderr.write(`building the ${name}\n`);
      run(place, ['yarn', 'workspace', 'app', 'build']);
      const after = locked(folder);
      return {
        name,
        version: add && [...(after.get(add) ?? [])].join(', '),
        ...sizesOf(join(folder, 'packages/app/dist')),
        duplicated: [...after]
          .filter(
            ([of, versions]) => versions.size > (before.get(of)?.size ?? 1),
          )
          .map(([of]) => of),
      };
    });
    print(measured, backstageVersions(folder));
    requireWithinLimits(ensurePresent(measured[0]), ensurePresent(measured[1]));
  } finally {
    await registry.stop();
  }
}

/** @throws Error when the plugin adds more than is allowed */
function requireWithinLimits(fresh: Sizes, ours: Sizes): void {
  const firstLoad = ours.firstLoad - fresh.firstLoad;
  if (firstLoad > MAX_FIRST_LOAD) {
    throw new Error(
      `${firstLoad} bytes are added to the first load, and ${MAX_FIRST_LOAD} are allowed. Import what only pages need in their loaders.`,
    );
  }
  const javascript = ours.javascript - fresh.javascript;
  if (javascript > MAX_JAVASCRIPT) {
    throw new Error(
      `${javascript} bytes of JavaScript are added, and ${MAX_JAVASCRIPT} are allowed.`,
    );
  }
}

function print(measured: Variant[], backstage: Record<string, string>): void {
  const fresh = ensurePresent(measured[0]);
  const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(3);
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
  if (process.argv.includes('--json')) {
    process.stdout.write(
      `${JSON.stringify({ backstage, measured }, null, 2)}\n`,
    );
    return;
  }
  const rows = [
    [
      '',
      'JavaScript, MiB',
      'added',
      'first load, kB gz',
      'added',
      'packages doubled',
    ],
    ...measured.map(({ name, version, javascript, firstLoad, duplicated }) => [
      version ? `${name} ${version}` : name,
      mebibytes(javascript),
      version ? `+${mebibytes(javascript - fresh.javascript)}` : '',
      kilobytes(firstLoad),
      version ? `+${kilobytes(firstLoad - fresh.firstLoad)}` : '',
      version ? String(duplicated.length) : '',
    ]),
  ];
  const widths = ensurePresent(rows[0]).map((_, column) =>
    Math.max(...rows.map(row => ensurePresent(row[column]).length)),
  );
  for (const row of rows) {
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(ensurePresent(widths[column])))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
  process.stdout.write(
    `\n${Object.entries(backstage)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}\n`,
  );
  for (const { name, duplicated } of measured) {
    if (duplicated.length) {
      process.stdout.write(`doubled ${name}: ${duplicated.join(', ')}\n`);
    }
  }
}

main().catch(error => {
  process.stderr.write(`bench-bundle: ${error.message}\n`);
  process.exit(1);
});
