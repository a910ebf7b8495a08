import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Compiles a script of this folder as a package is compiled: without the names that tsx gives every function, which cost time.
 * @param root - checkout that script and workspace packages are taken from
 * @returns the compiled file
 */
export async function compile(root: string, script: string): Promise<string> {
  const folder = join(root, 'node_modules/.bench-poller');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, script.replace(/ts$/, 'cjs'));
  await build({
    entryPoints: [join(root, 'bench/poller', script)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'error',
    plugins: [
      {
        name: 'workspace packages only',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('@nodeyard/')
              ? undefined
              : { path, external: true },
          );
        },
      },
    ],
  });
  return outfile;
}
