const { builtinModules } = require('node:module');

/** Imports point one way (docs/architecture.md). The resolved imports, those through other files included, are checked by .dependency-cruiser.js. */

const NODE = {
  names: builtinModules,
  group: ['node:*'],
  message:
    'This code also runs in a browser, where Node.js modules are absent.',
};
/** Globals of Node.js that browsers lack. */
const NODE_GLOBALS = [
  'Buffer',
  '__dirname',
  'global',
  'process',
  'setImmediate',
];
const BACKSTAGE = {
  group: ['@backstage/*', '@backstage-community/*', '@nodeyard/backstage-*'],
  message: 'This package is used without Backstage.',
};
const KUBERNETES = {
  group: ['@kubernetes/*'],
  message: 'This package is used without Kubernetes.',
};
const BACKEND_ONLY = {
  group: [
    '@backstage/backend-*',
    '@backstage/plugin-*-backend',
    '@backstage/plugin-*-backend-*',
    '@backstage/plugin-*-node',
    '@kubernetes/*',
    '@nodeyard/backstage-plugin-*-backend',
    '@nodeyard/backstage-plugin-*-backend-*',
    '@nodeyard/backstage-plugin-*-node',
    '@nodeyard/node-health',
    '@nodeyard/snapshot-run',
    '@nodeyard/snapshot-store',
    '@nodeyard/snapshots',
  ],
  message:
    'This code also runs in a browser; the module runs in a backend only.',
};
const BLUEPRINT = {
  names: ['@nodeyard/blueprint'],
  message: 'Import @nodeyard/blueprint/form: the rest needs Node.js.',
};
const FRONTEND_ONLY = {
  group: [
    '@backstage/core-*',
    '@backstage/frontend-*',
    '@backstage/plugin-*-react',
    '@backstage/ui',
    '@nodeyard/backstage-plugin-ethereum-nodes',
    '@nodeyard/backstage-plugin-scaffolder-module-*',
    'react',
    'react-*',
  ],
  message: 'This code runs in a backend; the module runs in a browser only.',
};
const ZOD = {
  group: ['zod', 'zod/*'],
  message:
    'Pages use values that the backend has validated; zod would be loaded with them. Configuration is read in the plugin entry point.',
};
const siblingsExcept = (...names) => ({
  group: ['@nodeyard/*', ...names.map(name => `!@nodeyard/${name}`)],
  message: `Of this repository, this package imports ${names
    .map(name => `@nodeyard/${name}`)
    .join(', ')} only.`,
});
const SIBLINGS = siblingsExcept('ethereum');
const NATIVE = {
  group: ['@napi-rs/*', '@nodeyard/snapshots', '@nodeyard/snapshot-run'],
  message:
    'The backend installs this package, and no native code with it: import @nodeyard/snapshot-store.',
};

/** Modules that the source of each package must not import, with the reason. */
const LAYERS = {
  'packages/ethereum': [NODE, BACKSTAGE, KUBERNETES, SIBLINGS],
  'packages/blueprint': [BACKSTAGE, SIBLINGS],
  'packages/node-health': [BACKSTAGE, KUBERNETES, SIBLINGS],
  'packages/snapshot-store': [BACKSTAGE, KUBERNETES, NATIVE, SIBLINGS],
  'packages/snapshots': [
    BACKSTAGE,
    KUBERNETES,
    siblingsExcept('ethereum', 'snapshot-store'),
  ],
  'packages/snapshot-run': [
    BACKSTAGE,
    siblingsExcept('ethereum', 'snapshot-store', 'snapshots'),
  ],
  'packages/monitoring': [BACKSTAGE, KUBERNETES],
  'packages/demo': [BACKSTAGE, KUBERNETES],
  'packages/app': [NODE, BACKEND_ONLY, BLUEPRINT, ZOD],
  'packages/backend': [FRONTEND_ONLY],
  'plugins/ethereum-nodes-common': [
    NODE,
    BACKEND_ONLY,
    FRONTEND_ONLY,
    SIBLINGS,
  ],
  'plugins/ethereum-nodes-node': [FRONTEND_ONLY],
  'plugins/ethereum-nodes-backend': [FRONTEND_ONLY, NATIVE],
  'plugins/ethereum-nodes': [NODE, BACKEND_ONLY, BLUEPRINT, ZOD],
  'plugins/catalog-backend-module-ethereum-nodes': [FRONTEND_ONLY],
  'plugins/scaffolder-backend-module-ethereum-nodes': [FRONTEND_ONLY],
  'plugins/scaffolder-module-ethereum-nodes': [
    NODE,
    BACKEND_ONLY,
    BLUEPRINT,
    ZOD,
  ],
  'plugins/search-backend-module-ethereum-nodes': [FRONTEND_ONLY],
  'plugins/tech-insights-backend-module-ethereum-nodes': [FRONTEND_ONLY],
};

/** Files that may import zod in a frontend: they read configuration once, and no page imports them. */
const CONFIGURATION_READERS = {
  'plugins/ethereum-nodes': ['src/plugin.tsx'],
  'plugins/scaffolder-module-ethereum-nodes': ['src/prices.ts'],
};

const RULE = '@typescript-eslint/no-restricted-imports';
const TESTS = ['**/*.test.*', '**/__testUtils__/**', '**/__fixtures__/**'];

/** The layers of one package as overrides of ESLint: tests, fixtures and scripts may import what they need. */
module.exports = folder => {
  const layers = LAYERS[folder];
  if (layers === undefined) {
    throw new Error(
      `eslint-layers.js has no row for ${folder}. Add the modules that it must not import.`,
    );
  }
  const restrict = (files, restrictions) => ({
    files,
    excludedFiles: TESTS,
    rules: {
      ...(restrictions.includes(NODE)
        ? { 'no-restricted-globals': ['error', ...NODE_GLOBALS] }
        : {}),
      [RULE]: [
        'error',
        {
          paths: restrictions.flatMap(({ names = [], message }) =>
            names.map(name => ({ name, message })),
          ),
          patterns: restrictions.flatMap(({ group, message }) =>
            group === undefined ? [] : [{ group, message }],
          ),
        },
      ],
    },
  });
  const readers = CONFIGURATION_READERS[folder] ?? [];
  return [
    restrict(['src/**/*.ts', 'src/**/*.tsx'], layers),
    ...(folder === 'packages/blueprint'
      ? [restrict(['src/form/**/*.ts'], [...layers, NODE])]
      : []),
    ...readers.map(file =>
      restrict(
        [file],
        layers.filter(layer => layer !== ZOD),
      ),
    ),
  ];
};
