import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

// eslint-disable-next-line no-restricted-syntax -- tests run from the source only
const packages = join(__dirname, '../..');

/** Relative imports and re-exports of each file, those of types included: import/no-cycle leaves these out. */
function importsIn(source: string): Map<string, string[]> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => join(source, name));
  return new Map(
    files.map(file => {
      const text = readFileSync(file, 'utf8');
      const specifiers = text.matchAll(/\bfrom '(\.[^']+)'/g);
      const targets = [...specifiers].flatMap(([, specifier]) => {
        const target = resolve(dirname(file), specifier);
        return files.filter(
          one => one === `${target}.ts` || one === join(target, 'index.ts'),
        );
      });
      return [file, targets];
    }),
  );
}

function cyclesIn(source: string): string[] {
  const imports = importsIn(source);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) {
      const cycle = [...path.slice(path.indexOf(file)), file];
      cycles.push(cycle.map(one => relative(source, one)).join(' -> '));
      return;
    }
    if (done.has(file)) return;
    imports.get(file)?.forEach(target => visit(target, [...path, file]));
    done.add(file);
  };
  [...imports.keys()].forEach(file => visit(file, []));
  return cycles;
}

describe.each(['snapshots', 'blueprint'])('the modules of %s', name => {
  it('do not import each other in a cycle, not even for types', () => {
    const source = join(packages, name, 'src');
    expect(importsIn(source).size).toBeGreaterThan(100);
    expect(cyclesIn(source)).toEqual([]);
  });
});
