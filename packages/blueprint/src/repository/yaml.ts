import { Document, isScalar, visit } from 'yaml';

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

/** Letters first and nothing that any YAML version gives a meaning: such texts stay readable without quotes. */
const plain = /^[a-z][a-zA-Z0-9]*([-./:@]+[a-zA-Z0-9]+)*$/;

/**
 * Values as YAML that every reader understands alike: any text that could be structure, a number or a truth value to
 * some version of YAML stands in double quotes, on one line, with its control characters escaped.
 *
 * @param comment - our own words above the document, without `#`
 */
export function yamlText(value: unknown, comment?: string): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, scalar) {
      if (isScalar(scalar) && typeof scalar.value === 'string') {
        scalar.type = isPlain(scalar.value) ? 'PLAIN' : 'QUOTE_DOUBLE';
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

function isPlain(text: string): boolean {
  return plain.test(text) && !reserved.has(text.toLowerCase());
}
