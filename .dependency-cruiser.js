const { builtinModules } = require('node:module');

/** What no test, fixture or script of a package is. */
const NO_SOURCE =
  '\\.test\\.tsx?$|/__(fixtures|testUtils)__/|/setupTests\\.ts$';

/**
 * Checks of resolved imports. Direct imports are restricted by ESLint (eslint-layers.js); here are the checks that need the
 * imports of all files, those of types included.
 */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Files import each other in a cycle. Move what both need into a file of its own; types count, because a reader follows them as well.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-node-in-browsers',
      comment:
        'This file is loaded by browsers and imports, possibly through others, a module of Node.js.',
      severity: 'error',
      from: {
        path: '^(packages/ethereum/src|packages/blueprint/src/form|plugins/ethereum-nodes/src|plugins/ethereum-nodes-common/src|plugins/scaffolder-module-ethereum-nodes/src)/',
        pathNot: NO_SOURCE,
      },
      to: { path: `^(${builtinModules.join('|')})$`, reachable: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.d\\.ts$|/dist/|/dist-types/' },
    // Counts imports of types, which the compiler removes.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
