import { UNSAFE_URL_CHARACTERS } from '../unsafeUrlCharacters';

/** What a template may name, each a fact of the node that is shown. */
export const PLACEHOLDERS = [
  'cluster',
  'namespace',
  'node',
  'workload',
  'network',
  'state',
  'executionClient',
  'consensusClient',
  'matchers',
] as const;

export type Placeholder = (typeof PLACEHOLDERS)[number];

const MAX_TEMPLATE_LENGTH = 2000;
const PLACEHOLDER_PATTERN = /\{\{\s*([A-Za-z]+)\s*\}\}/g;

/**
 * What is wrong with a template of a URL; completes a sentence that begins with it.
 * @returns undefined for one of http or https whose host is fixed, with no placeholder but those that are known
 */
export function templateFault(template: string): string | undefined {
  if (template.length > MAX_TEMPLATE_LENGTH) {
    return `has ${template.length} characters, ${MAX_TEMPLATE_LENGTH} are the most`;
  }
  const unknown = [...template.matchAll(PLACEHOLDER_PATTERN)].find(
    ([, name]) => !isPlaceholder(name),
  );
  if (unknown) {
    return `has the placeholder "${
      unknown[0]
    }", which is not known; known are ${PLACEHOLDERS.join(', ')}`;
  }
  const bare = template.replace(PLACEHOLDER_PATTERN, 'x');
  if (bare.includes('{{')) {
    return 'has "{{" that begins no placeholder; write one like {{ node }}, and a brace of the URL as %7B';
  }
  if (UNSAFE_URL_CHARACTERS.test(bare)) {
    return 'has spaces, backslashes or control characters in it';
  }
  if (!/^https?:\/\/[^/]/i.test(bare) || !URL.canParse(bare)) {
    return 'is no http:// or https:// URL';
  }
  const { username, password, origin } = new URL(bare);
  if (username || password) return 'holds credentials, which readers would see';
  const other = template.replace(PLACEHOLDER_PATTERN, 'y');
  return URL.canParse(other) && new URL(other).origin === origin
    ? undefined
    : 'has a placeholder in its host: where a link leads is for the configuration alone to say';
}

/**
 * The URL of a template, with values percent-encoded.
 * @returns undefined when it names one that the node has not
 */
export function renderTemplate(
  template: string,
  values: Partial<Record<Placeholder, string>>,
): string | undefined {
  let isWhole = true;
  const url = template.replace(PLACEHOLDER_PATTERN, (_, name: Placeholder) => {
    const value = values[name];
    // Browsers take `.` and `..` for folders, encoded or not.
    if (value === undefined || value === '' || /^\.\.?$/.test(value)) {
      isWhole = false;
      return '';
    }
    return encodeValue(value);
  });
  return isWhole ? url : undefined;
}

/** Apostrophes too: they end strings in some languages of queries. A lone surrogate, which no URL can hold, is replaced. */
function encodeValue(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll("'", '%27');
}

function isPlaceholder(name: string): name is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}
