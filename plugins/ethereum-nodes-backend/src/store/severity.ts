import { nodeStates } from '@nodeyard/ethereum';

/** SQL that turns a column with a state into its place in the order of severity, 0 for the worst. */
export function severitySql(column: string): string {
  const cases = nodeStates.map(
    (state, severity) => `when '${state}' then ${severity}`,
  );
  return `(case ${column} ${cases.join(' ')} else ${nodeStates.indexOf(
    'UNKNOWN',
  )} end)`;
}

/** The reverse: SQL that turns a severity into the state's name. */
export function stateSql(severity: string): string {
  const cases = nodeStates.map(
    (state, index) => `when ${index} then '${state}'`,
  );
  return `(case ${severity} ${cases.join(' ')} end)`;
}
