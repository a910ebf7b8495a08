// Bundle commands and their worker thread into bin/dist, ready for an image: Node.js and this folder are all that they need.
//   node scripts/bundle.mjs [FOLDER [PROGRAM...]]
import { build } from 'esbuild';
import {
  cpSync,
  existsSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [to = join(root, 'bin/dist'), ...programs] = process.argv.slice(2);
const folder = resolve(to);
// Written to a temporary directory and renamed, so that no incomplete bundle is ever in place.
const out = `${folder}.${process.pid}`;
process.once('exit', () => rmSync(out, { recursive: true, force: true }));
// A native addon cannot be bundled: its loader and the binaries that are installed go beside the bundle.
const NATIVE = '@napi-rs/blake-hash';

/** Entry point of each program; the one with the orchestrator is in the package above this one. */
const sources = {
  'snapshot-builder': '../snapshot-run/src/cli/snapshot-builder.ts',
  'delta-sync': 'src/cli/delta-sync.ts',
};
const entries = [
  ...(programs.length > 0 ? programs : Object.keys(sources)).map(name => [
    name,
    join(root, sources[name]),
  ]),
  ['worker', join(root, 'src/workers/worker.ts')],
];
await build({
  entryPoints: Object.fromEntries(entries),
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // What a command loads only when it needs it (the clients of AWS and Kubernetes) costs no time before.
  splitting: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  // An import() of the AWS client's CommonJS would find no names in it.
  mainFields: ['module', 'main'],
  // For what is CommonJS in the bundle.
  banner: {
    js: `import { createRequire as createRequireOf } from 'node:module';
const require = createRequireOf(import.meta.url);
const __filename = import.meta.filename;
const __dirname = import.meta.dirname;`,
  },
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  external: [NATIVE, 'tsx/cjs'],
  // The Kubernetes client's HTTP library asks for the deprecated one of Node.js, which prints a warning at each start.
  alias: { punycode: 'punycode/' },
});

const scope = dirname(
  dirname(
    createRequire(join(root, 'package.json')).resolve(`${NATIVE}/package.json`),
  ),
);
for (const name of [
  'blake-hash',
  'blake-hash-linux-x64-gnu',
  'blake-hash-linux-x64-musl',
  'blake-hash-linux-arm64-gnu',
  'blake-hash-linux-arm64-musl',
  'blake-hash-darwin-arm64',
  'blake-hash-darwin-x64',
]) {
  const from = join(scope, name);
  if (!existsSync(from)) continue;
  mkdirSync(join(out, 'node_modules/@napi-rs'), { recursive: true });
  cpSync(realpathSync(from), join(out, 'node_modules/@napi-rs', name), {
    recursive: true,
  });
}
rmSync(folder, { recursive: true, force: true });
renameSync(out, folder);
