import { nodeStates } from '@nodeyard/ethereum';

/** SQL for the severity of a column with a state; 0 is the worst. */
export function severitySql(column: string): string {
  const cases = nodeStates.map(
    (state, severity) => `when '${state}' then ${severity}`,
  );
  return `(case ${column} ${cases.join(' ')} else ${nodeStates.indexOf(
    'UNKNOWN',
  )} end)`;
}

/** SQL for the state of a severity. */
export function stateSql(severity: string): string {
  const cases = nodeStates.map(
    (state, index) => `when ${index} then '${state}'`,
  );
  return `(case ${severity} ${cases.join(' ')} end)`;
}
