import { useOneOf } from '../messages/lists';
import { requestMessage } from '../messages/requestMessages';
import { problemOf } from '../problem';
import type { Problem } from '../problem';
import { ciHostOf } from '../request/ciHost';
import {
  choices,
  chosenAnswers,
  EMBEDDED_CONSENSUS,
  isChoice,
  repositoryHosts,
} from './choices';
import { formFields } from './fields';
import { MORE_NODES, moreNodesOf } from './moreNodes';
import { askedQuestions, NAME_CHECK } from './pages';
import { requestQuestions } from './questions';

/** Answers of the form by the key of their question, before they are parsed. @public */
export type Answers = Readonly<Record<string, unknown>>;

type Mapping = Record<string, unknown>;

/** An answer that is a text. */
export function textOf(answer: unknown): string | undefined {
  return typeof answer === 'string' ? answer : undefined;
}

/**
 * The request of the answers, as far as they state one.
 *
 * Only questions count that the form asks for the chosen answers: a bucket that was typed before snapshots were switched off is
 * not part of the request.
 */
export function requestOf(answers: Answers): Mapping {
  const chosen = chosenAnswers(answers);
  const { snapshots, servePool, poolStart, host } = chosen;
  const asked = askedQuestions(chosen);
  const hasSnapshots = snapshots !== undefined && snapshots !== 'none';
  const request: Mapping = {
    apiVersion: 'nodeyard.io/v1',
    nodes: [{}],
    ...(servePool === 'add' && { serve: {} }),
    ...(hasSnapshots && { snapshots: {} }),
  };
  for (const { key, path } of requestQuestions) {
    if (asked.has(key)) setAt(request, path, answers[key]);
  }
  if (answers.consensus === EMBEDDED_CONSENSUS) {
    setAt(request, 'nodes[0].consensus', undefined);
  }
  if (snapshots === 'start' || snapshots === 'both') {
    setAt(request, 'nodes[0].restore', 'latest');
  }
  if (asked.has('poolStart') && poolStart === 'latest') {
    setAt(request, 'serve.restore', 'latest');
  }
  request.nodes = withMoreNodes(request.nodes, answers[MORE_NODES]);
  if (host !== undefined && host !== 'local') {
    const repository = repositoryOf(answers[`${host}Url`]);
    setAt(request, 'repository', repository);
    // A server of one's own may have a name that does not show what it is.
    if (typeof repository === 'string' && ciHostOf(repository) !== host) {
      setAt(request, 'ci', host);
    }
  }
  return request;
}

function withMoreNodes(nodes: unknown, answer: unknown): unknown {
  const [first] = Array.isArray(nodes) ? nodes : [];
  return [first, ...moreNodesOf(answer, isMapping(first) ? first : {})];
}

/** Sets a key of a request, or removes it. An answer that was taken back is an empty text. */
function setAt(request: Mapping, path: string, value: unknown): void {
  const names = path.split(/[.[\]]+/);
  const last = names.pop() ?? '';
  const isAbsent = value === undefined || value === '';
  let mapping: unknown = request;
  for (const name of names) {
    if (!isMapping(mapping)) return;
    if (mapping[name] === undefined && !isAbsent) mapping[name] = {};
    mapping = mapping[name];
  }
  if (!isMapping(mapping)) return;
  if (isAbsent) delete mapping[last];
  else mapping[last] = value;
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null;
}

/** `github.com/acme/payments-eth` of `github.com?owner=acme&repo=payments-eth`, as Backstage's picker answers. */
function repositoryOf(url: unknown): unknown {
  if (typeof url !== 'string') return url;
  const [host, query = ''] = url.split('?', 2);
  const parts = new URLSearchParams(query);
  return [host, parts.get('owner') ?? '', parts.get('repo') ?? ''].join('/');
}

/** Keys of the fields that show what follows from answers. The form submits them with these. */
const planFields = [NAME_CHECK, 'check', 'plan'];

/**
 * Answers of another version of the form, and values that are not among the choices. The values are not quoted, because they may be
 * secrets.
 */
export function answerProblems(answers: Answers): Problem[] {
  const known = [...formFields.map(({ key }) => key), ...planFields];
  return [
    ...Object.keys(answers)
      .filter(key => !known.includes(key))
      .map(key =>
        problemOf({
          path: key,
          reason: requestMessage('other-version', {}),
          fix: requestMessage('answer-anew', {}),
        }),
      ),
    ...Object.entries(choices).flatMap(([key, { labels }]) => {
      const value = answers[key];
      return value === undefined || isChoice(labels, value)
        ? []
        : [
            problemOf({
              path: key,
              reason: requestMessage('not-a-choice', {}),
              fix: useOneOf(Object.keys(labels)),
            }),
          ];
    }),
    ...(answers.host === undefined
      ? [
          problemOf({
            path: 'host',
            reason: requestMessage('missing', {}),
            fix: useOneOf(repositoryHosts),
          }),
        ]
      : []),
  ];
}
