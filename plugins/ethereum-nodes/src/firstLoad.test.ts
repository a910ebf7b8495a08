/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { reachedFrom } from '../../../tests/staticImports';

/** Every app loads these at its start. What only pages need belongs behind `import()` in a loader; see `make bench-bundle`. */
const eagerFiles = [
  'api.ts',
  'components/EthereumIcon.tsx',
  'components/HealthIcon.tsx',
  'hooks/useEntityTabPath.ts',
  'hooks/useNodeHealthLink.tsx',
  'lazyClient.ts',
  'limits.ts',
  'plugin.tsx',
  'routes.ts',
  'titles.ts',
];
const COMMON = '@nodeyard/backstage-plugin-ethereum-nodes-common';

describe('the first load of an app', () => {
  const { files, names } = reachedFrom(__dirname, 'plugin.tsx');

  it('has these modules of the plugin', () => {
    expect(files).toEqual(eagerFiles);
  });

  it('has no client and no table of other packages of ours', () => {
    expect(names.filter(name => name.startsWith('@nodeyard/')).sort()).toEqual(
      [
        'MAX_FILTER_VALUES',
        'MAX_HISTORY_HOURS',
        'MAX_NODE_LIMIT',
        'SEARCH_TYPE_ETHEREUM_NODE',
        'ethereumFleetReadPermission',
        'ethereumNodePredicate',
      ].map(name => `${COMMON} ${name}`),
    );
  });

  it('has only packages that Backstage itself loads at its start', () => {
    const packages = names.map(name => name.split(' ')[0]);
    expect([...new Set(packages)].sort()).toEqual([
      '@backstage/core-plugin-api',
      '@backstage/frontend-plugin-api',
      '@backstage/plugin-catalog-react/alpha',
      '@backstage/plugin-home-react/alpha',
      '@backstage/plugin-search-react/alpha',
      COMMON,
      'zod',
    ]);
  });
});
