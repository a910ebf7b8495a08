import { readFile } from 'node:fs/promises';

/**
 * Leaves out of the bundle what the sidecar never uses and what would be loaded, and stay in memory, all the same.
 *
 * prom-client's entry loads TLS for its push gateway and OpenTelemetry for exemplars, zod carries its messages in every
 * language and both ways of JSON Schema: together about 15 MiB of the process.
 */
export const lean = {
  name: 'lean',
  setup(build) {
    const instead = {
      'prom-client': ['Registry', 'Gauge', 'Counter']
        .map(
          name =>
            `exports.${name} = require('prom-client/lib/${name.toLowerCase()}');`,
        )
        .join('\n'),
      '@opentelemetry/api': 'module.exports = {};',
    };
    build.onResolve(
      { filter: /^(prom-client|@opentelemetry\/api)$/ },
      ({ path, resolveDir }) => ({
        path,
        namespace: 'lean',
        pluginData: { resolveDir },
      }),
    );
    build.onLoad(
      { filter: /.*/, namespace: 'lean' },
      ({ path, pluginData }) => ({
        ...pluginData,
        contents: instead[path],
        loader: 'js',
      }),
    );

    // The same names, but of a namespace whose unused members esbuild can leave out.
    build.onLoad(
      { filter: /packages\/[^/]+\/src\/.*\.ts$/ },
      async ({ path }) => ({
        contents: (await readFile(path, 'utf8')).replace(
          /^import \{ z \} from 'zod';$/m,
          `import * as z from 'zod';`,
        ),
        loader: 'ts',
      }),
    );
  },
};
