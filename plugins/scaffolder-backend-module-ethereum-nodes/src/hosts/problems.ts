import { formFields } from '@nodeyard/blueprint/form';
import type { FormProblem } from '@nodeyard/blueprint/form';
import type { HostState } from './hosts';

/** Why a repository cannot be published as the answers of the form have it. Asked before anything is written. */
export function hostProblems(
  answers: Readonly<Record<string, unknown>>,
  states: readonly HostState[],
): FormProblem[] {
  const state = states.find(({ host }) => host === answers.host);
  // The form itself refuses a host that it does not know.
  if (!state) return [];
  if (!state.canPublish) {
    return [
      atQuestion({
        path: 'host',
        value: state.host,
        reason: state.reason,
        fix: state.fix,
      }),
    ];
  }
  const key = `${state.host}Url`;
  const url = answers[key];
  const [server = ''] = typeof url === 'string' ? url.split('?', 1) : [];
  if (state.host === 'local' || state.servers.includes(server)) return [];
  return [
    atQuestion({
      path: key,
      // Not quoted: people write credentials into addresses.
      reason: 'is on a server for which Backstage has no credentials',
      fix: `Use ${state.servers.join(' or ')}.`,
    }),
  ];
}

/** A problem whose path is the key of a question. */
function atQuestion(problem: Omit<FormProblem, 'title'>): FormProblem {
  const field = formFields.find(({ key }) => key === problem.path);
  return {
    ...problem,
    field: problem.path,
    title: field?.title ?? problem.path,
    page: field?.page,
  };
}
