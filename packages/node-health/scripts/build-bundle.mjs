// Bundles the sidecar into one file that needs nothing but Node: dist/node-health.cjs, or the file that is named
import { build } from 'esbuild';
import { chmod, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { lean } from './lean.mjs';

const at = path => fileURLToPath(new URL(path, import.meta.url));
const outfile = process.argv[2] ?? at('../dist/node-health.cjs');

await build({
  entryPoints: [at('../src/bin.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  // Source text stays in memory for the whole life of the process.
  minify: true,
  keepNames: true,
  legalComments: 'linked',
  // The same bundle wherever it is built: no tsconfig.json that may lie above.
  tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
  banner: { js: '#!/usr/bin/env node' },
  plugins: [lean],
  logLevel: 'warning',
});
await chmod(outfile, 0o755);
console.log(`${outfile} ${Math.round((await stat(outfile)).size / 1024)} KiB`);
