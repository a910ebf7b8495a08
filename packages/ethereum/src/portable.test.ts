import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What may be imported: files of this package, and zod. */
const allowed = /^(\.|zod$)/;

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter(
    file =>
      file.endsWith('.ts') &&
      !file.endsWith('.test.ts') &&
      !file.includes('__fixtures__'),
  )
  .map(file => join(__dirname, file));

// The key of a record, as in `"from": "v3.7.1"`, is no import.
const importsOf = (text: string) =>
  [
    ...text.matchAll(
      /(?<!["'])\b(?:from|import|require)\s*\(?\s*['"]([^'"]+)['"]/g,
    ),
  ].map(([, name = '']) => name);

describe('this package runs in a browser, a sidecar and a backend unchanged', () => {
  it.each(sources.map(file => [relative(__dirname, file), file]))(
    '%s imports neither Node, Backstage nor Kubernetes',
    (_, file) => {
      expect(
        importsOf(readFileSync(file, 'utf8')).filter(
          name => !allowed.test(name),
        ),
      ).toEqual([]);
    },
  );

  it('uses no global of Node alone', () => {
    const users = sources.filter(file =>
      /\b(process\.|Buffer\b|__dirname|setImmediate|global\.)/.test(
        readFileSync(file, 'utf8').replace(/\/\*.*?\*\/|\/\/.*$/gms, ''),
      ),
    );
    expect(users).toEqual([]);
  });
});
