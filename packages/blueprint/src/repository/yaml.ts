import { Document, isScalar, visit } from 'yaml';
import type { Scalar } from 'yaml';

/** Words that a reader of YAML 1.1 (Go's among them, in places) takes for something else than text. */
const reserved = new Set([
  'y',
  'n',
  'yes',
  'no',
  'on',
  'off',
  'true',
  'false',
  'null',
  'nan',
  'inf',
]);

/** A number without a number before it, to some readers of YAML 1.1. */
const exponent = /^e[0-9]+$/i;

/** Letters first and nothing that any YAML version gives a meaning: such texts stay readable without quotes. */
const plain = /^[a-zA-Z][a-zA-Z0-9]*([-./:@]+[a-zA-Z0-9]+)*$/;

/**
 * Values as YAML that every reader understands alike: any text that could be structure, a number or a truth value to
 * some version of YAML stands in double quotes on one line, or as a block that keeps its lines.
 *
 * @param comment - our own words above the document, without `#`
 */
export function yamlText(value: unknown, comment?: string): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, scalar) {
      if (isScalar(scalar) && typeof scalar.value === 'string') {
        scalar.type = styleOf(scalar.value);
      }
    },
  });
  if (comment !== undefined) {
    document.commentBefore = comment.replace(/^(?=.)/gm, ' ');
  }
  return document.toString({
    lineWidth: 0,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  });
}

/** Several lines that begin and end with something visible and need no escapes: a block keeps them readable. */
const block = /^(?=\S)[^\t]*\n[^\t]*\S$/;

function styleOf(text: string): Scalar.Type {
  const isPlain =
    plain.test(text) &&
    !exponent.test(text) &&
    !reserved.has(text.toLowerCase());
  if (isPlain) return 'PLAIN';
  return block.test(text) ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE';
}
