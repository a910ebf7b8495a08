const key = '([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?';
const value = '([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?';

const requirement = new RegExp(
  `^ *(!?${key}|${key} *(=|==|!=) *${value}|${key} +(in|notin) +\\( *${value}( *, *${value})* *\\)) *$`,
);

export const labelKey = new RegExp(`^${key}$`);

/** The first part of a label selector that an API server would refuse; undefined if the selector is valid. */
export function selectorFault(selector: string): string | undefined {
  // Commas between parentheses separate the values of a set.
  return selector.split(/,(?![^(]*\))/).find(part => !requirement.test(part));
}
