import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
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

/**
 * Files of a package that a module of it imports statically, itself and others through these included, and the names that they import
 * from other packages.
 */
export function reachedFrom(folder: string, entry: string) {
  const files = new Set([join(folder, entry)]);
  const names = new Set<string>();
  for (const file of files) {
    const imports = importsOf(file);
    imports.files.forEach(name => files.add(name));
    imports.names.forEach(name => names.add(name));
  }
  return {
    files: [...files].map(file => relative(folder, file)).sort(),
    names: [...names],
  };
}
