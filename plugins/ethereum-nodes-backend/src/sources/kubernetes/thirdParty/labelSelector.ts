const KEY = '([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?';
const VALUE = '([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?';

const requirement = new RegExp(
  `^ *(!?${KEY}|${KEY} *(=|==|!=) *${VALUE}|${KEY} +(in|notin) +\\( *${VALUE}( *, *${VALUE})* *\\)) *$`,
);

export const labelKey = new RegExp(`^${KEY}$`);

/** The first part of a label selector that an API server would refuse; undefined if the selector is valid. */
export function selectorFault(selector: string): string | undefined {
  // Commas between parentheses separate the values of a set.
  return selector.split(/,(?![^(]*\))/).find(part => !requirement.test(part));
}
