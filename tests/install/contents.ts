import { execFileSync } from 'node:child_process';

/** What every package has beside its code: npm shows the first, lawyers ask for the second, who upgrades reads the third. */
const everyPackage = ['README.md', 'LICENSE', 'CHANGELOG.md'];

/** Paths of the files in the tarball of a package, without the folder `package/` that holds them all. */
export function contents(tarball: string): string[] {
  return execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' })
    .split('\n')
    .filter(path => path && !path.endsWith('/'))
    .map(path => path.replace(/^package\//, ''))
    .sort();
}

/** @throws Error that names what is missing in the tarball of a package */
export function requireComplete(name: string, tarball: string): void {
  const files = contents(tarball);
  const missing = everyPackage.filter(file => !files.includes(file));
  if (!files.some(file => file.startsWith('dist/'))) missing.push('dist/');
  if (missing.length) {
    throw new Error(
      `${name} is packed without ${missing.join(
        ', ',
      )}. Look at "files" and "prepack" in its package.json.`,
    );
  }
}
