import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// eslint-disable-next-line @backstage/no-undeclared-imports -- the root's, with which everything is compiled
import ts from 'typescript';

/** Attributes that a person reads or hears. */
const spoken =
  /^(aria-label|aria-valuetext|title|label|placeholder|alt|description|text|purpose|name)$/;

/** Letters in a row, which no dash, dot or percent sign is. */
const isWords = (text: string) => /\p{L}{2,}/u.test(text);

/** Commands and names that are the same in every language. */
const sameEverywhere = ['make tools', 'make deploy-all ENV=ENVIRONMENT'];

function literalsIn(path: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const note = (text: string) => {
    if (isWords(text) && !sameEverywhere.includes(text)) {
      found.push(text.trim());
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node.text);
    if (
      ts.isJsxExpression(node) &&
      node.expression &&
      !ts.isJsxAttribute(node.parent)
    ) {
      literalsOf(node.expression).forEach(note);
    }
    if (ts.isJsxAttribute(node) && spoken.test(node.name.getText())) {
      literalsOf(node.initializer).forEach(note);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Texts that an expression can come to, without those that are keys of messages or arguments of anything else. */
function literalsOf(node: ts.Node | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [
      node.head.text,
      ...node.templateSpans.flatMap(({ expression, literal }) => [
        literal.text,
        ...literalsOf(expression),
      ]),
    ];
  }
  if (ts.isConditionalExpression(node)) {
    return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  }
  if (ts.isBinaryExpression(node)) {
    return /^(===|!==|<|>|<=|>=)$/.test(node.operatorToken.getText())
      ? []
      : [...literalsOf(node.left), ...literalsOf(node.right)];
  }
  if (ts.isParenthesizedExpression(node) || ts.isJsxExpression(node)) {
    return literalsOf(node.expression);
  }
  return [];
}

const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.tsx') && !name.endsWith('.test.tsx'))
  .sort();

describe('what a person reads', () => {
  it.each(files)('is out of the translations in %s', name => {
    expect(literalsIn(join(__dirname, name))).toEqual([]);
  });

  it('is found where it is not', () => {
    const fixture = join(__dirname, '__testUtils__/literals.fixture.txt');
    expect(literalsIn(fixture)).toEqual([
      'Nodes',
      'Reload',
      'Show',
      'Stalled since',
      '· not in sync',
    ]);
  });
});
