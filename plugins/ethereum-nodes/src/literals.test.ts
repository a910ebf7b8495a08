import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// eslint-disable-next-line @backstage/no-undeclared-imports -- the compiler of the repository
import ts from 'typescript';

/** Attributes whose value is shown or read to users. */
const userFacingAttributes =
  /^(aria-label|aria-valuetext|title|label|placeholder|alt|description|text|purpose|name)$/;

/** Whether a text has letters, and not only punctuation. */
const isWords = (text: string) => /\p{L}{2,}/u.test(text);

/** Commands, which are the same in every language. */
const untranslated = ['make tools', 'make deploy-all ENV=ENVIRONMENT'];

function literalsIn(path: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const collect = (text: string) => {
    if (isWords(text) && !untranslated.includes(text)) {
      found.push(text.trim());
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) collect(node.text);
    if (
      ts.isJsxExpression(node) &&
      node.expression &&
      !ts.isJsxAttribute(node.parent)
    ) {
      literalsOf(node.expression).forEach(collect);
    }
    if (
      ts.isJsxAttribute(node) &&
      userFacingAttributes.test(node.name.getText())
    ) {
      literalsOf(node.initializer).forEach(collect);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Texts that an expression can evaluate to; keys of messages and other arguments are excluded. */
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

describe('user-facing text', () => {
  it.each(files)('comes from the translations in %s', name => {
    expect(literalsIn(join(__dirname, name))).toEqual([]);
  });

  it('is detected in a component without translations', () => {
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
