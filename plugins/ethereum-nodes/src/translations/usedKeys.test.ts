import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// eslint-disable-next-line @backstage/no-undeclared-imports -- the compiler of the repository
import ts from 'typescript';
import { messagesOf } from '../__testUtils__/messagesOf';
import { listFilters } from '../hooks/useFleetFilters';
import { stateTable } from '../states/stateTable';
import { ethereumNodesTranslationRef } from '../translation';

const english = messagesOf(ethereumNodesTranslationRef);

const keysBelow = (namespace: string) =>
  Object.keys(english)
    .filter(key => key.startsWith(`${namespace}.`))
    .map(key => key.slice(namespace.length + 1));

/** Values of the parameter of each key that is a template; a template that is missing here fails. */
const values: Partial<Record<string, readonly string[]>> = {
  'state.*': Object.keys(stateTable),
  'sentence.**': keysBelow('sentence'),
  'runbook.*.meaning': Object.keys(stateTable),
  'runbook.*.steps': Object.keys(stateTable),
  'failure.*': keysBelow('failure'),
  'fleet.*': listFilters,
  'fleet.clusterStatus.*': keysBelow('fleet.clusterStatus'),
  'fleet.snapshots.*': keysBelow('fleet.snapshots'),
  'insights.diversity.*': ['third', 'twoThirds'],
  'insights.heads.*': ['advancing', 'stalled', 'unknown'],
  'layer.*': ['execution', 'consensus'],
  'next.links.*': keysBelow('next.links'),
  'snapshots.failure.*': keysBelow('snapshots.failure'),
  'snapshots.run.phase.*': keysBelow('snapshots.run.phase'),
  'snapshots.run.status.*': keysBelow('snapshots.run.status'),
  'next.purpose.*': keysBelow('next.purpose'),
  'timeline.change.*': ['arguments', 'environment', 'resources'],
};

/** Keys that the sources use, with `*` for every parameter of a template. */
function usedKeys(): Set<string> {
  const used = new Set<string>();
  const root = join(__dirname, '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    name =>
      /\.tsx?$/.test(name) &&
      !/\.test\.|^translation|^__testUtils__/.test(name),
  );
  for (const name of files) {
    const text = readFileSync(join(root, name), 'utf8');
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) used.add(node.text);
      if (ts.isTemplateExpression(node)) {
        const spans = node.templateSpans.map(span => `*${span.literal.text}`);
        used.add(node.head.text + spans.join(''));
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  }
  return used;
}

describe('translation keys', () => {
  const used = usedKeys();
  const namespaces = new Set(
    Object.keys(english).flatMap(key => key.split('.')[0] ?? []),
  );
  const templates = [...used].filter(
    key => key.includes('*') && namespaces.has(key.split('.')[0] ?? ''),
  );

  it('are all used', () => {
    const expanded = new Set([
      ...used,
      ...templates.flatMap(template =>
        (values[template] ?? []).map(value =>
          template.replace(/\*+/, () => value),
        ),
      ),
    ]);
    const unused = Object.keys(english)
      // Messages of the backend are rendered by their codes.
      .filter(key => !/^(message|beside)\./.test(key))
      .filter(key => !expanded.has(key.replace(/_(one|other)$/, '')));
    expect(unused).toEqual([]);
  });

  it('that are templates have known parameters', () => {
    expect(templates.filter(template => !(template in values))).toEqual([]);
  });
});
