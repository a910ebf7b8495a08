import { UNSAFE_URL_CHARACTERS } from '../unsafeUrlCharacters';

/** Placeholders of templates: properties of the node. */
const PLACEHOLDERS = [
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

type Placeholder = (typeof PLACEHOLDERS)[number];

const MAX_TEMPLATE_LENGTH = 2000;
const PLACEHOLDER_PATTERN = /\{\{\s*([A-Za-z]+)\s*\}\}/g;

/**
 * Why a URL template is invalid, as the predicate of a sentence about it.
 * @returns undefined for an HTTP or HTTPS URL with a fixed host and known placeholders
 */
export function templateFault(template: string): string | undefined {
  if (template.length > MAX_TEMPLATE_LENGTH) {
    return `has ${template.length} characters; at most ${MAX_TEMPLATE_LENGTH} are allowed`;
  }
  const unknown = [...template.matchAll(PLACEHOLDER_PATTERN)].find(
    ([, name = '']) => !isPlaceholder(name),
  );
  if (unknown) {
    return `has the placeholder "${
      unknown[0]
    }", which is unknown; use ${PLACEHOLDERS.join(', ')}`;
  }
  const bare = template.replace(PLACEHOLDER_PATTERN, 'x');
  if (bare.includes('{{')) {
    return 'has "{{" without a placeholder such as {{ node }}; encode a brace of the URL as %7B';
  }
  if (UNSAFE_URL_CHARACTERS.test(bare)) {
    return 'has spaces, backslashes or control characters';
  }
  if (!/^https?:\/\/[^/]/i.test(bare) || !URL.canParse(bare)) {
    return 'is not an http:// or https:// URL';
  }
  const { username, password, origin } = new URL(bare);
  if (username || password) {
    return 'contains credentials, which every reader would see';
  }
  const other = template.replace(PLACEHOLDER_PATTERN, 'y');
  return URL.canParse(other) && new URL(other).origin === origin
    ? undefined
    : 'has a placeholder in its host, which must be fixed';
}

/**
 * Fills in a template with percent-encoded values.
 * @returns undefined if a placeholder has no value
 */
export function renderTemplate(
  template: string,
  values: Partial<Record<Placeholder, string>>,
): string | undefined {
  let isWhole = true;
  const url = template.replace(PLACEHOLDER_PATTERN, (_, name: Placeholder) => {
    const value = values[name];
    // Browsers resolve `.` and `..` as path segments, encoded or not.
    if (value === undefined || value === '' || /^\.\.?$/.test(value)) {
      isWhole = false;
      return '';
    }
    return encodeValue(value);
  });
  return isWhole ? url : undefined;
}

/** Encodes apostrophes too, which end strings in some query languages. Lone surrogates, which are invalid in URLs, are replaced. */
function encodeValue(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll("'", '%27');
}

function isPlaceholder(name: string): name is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}
