import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
// eslint-disable-next-line @backstage/no-undeclared-imports -- the compiler of the repository
import ts from 'typescript';

/** What a module imports statically, without types: files of this package, and names of other packages. */
function importsOf(file: string) {
  const files: string[] = [];
  const names: string[] = [];
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const add = (specifier: string, imported: readonly string[]) => {
    if (specifier.startsWith('.')) {
      const base = join(dirname(file), specifier);
      const found = [`${base}.ts`, `${base}.tsx`, base].find(existsSync);
      if (found) files.push(found);
    } else {
      names.push(...imported.map(name => `${specifier} ${name}`));
    }
  };
  source.forEachChild(node => {
    if (ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly) {
      const bindings = node.importClause?.namedBindings;
      add(
        (node.moduleSpecifier as ts.StringLiteral).text,
        bindings && ts.isNamedImports(bindings)
          ? bindings.elements
              .filter(element => !element.isTypeOnly)
              .map(element => (element.propertyName ?? element.name).text)
          : ['*'],
      );
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      const exported = node.exportClause;
      add(
        (node.moduleSpecifier as ts.StringLiteral).text,
        exported && ts.isNamedExports(exported)
          ? exported.elements.map(
              element => (element.propertyName ?? element.name).text,
            )
          : ['*'],
      );
    }
  });
  return { files, names };
}

function reachedFrom(entry: string) {
  const files = new Set([join(__dirname, entry)]);
  const names = new Set<string>();
  for (const file of files) {
    const imports = importsOf(file);
    imports.files.forEach(name => files.add(name));
    imports.names.forEach(name => names.add(name));
  }
  return {
    files: [...files].map(file => relative(__dirname, file)).sort(),
    names: [...names],
  };
}

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
  const { files, names } = reachedFrom('plugin.tsx');

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
