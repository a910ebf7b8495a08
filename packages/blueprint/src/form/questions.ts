import { documentedKeys } from '../request/keys';
import { choices } from './choices';

/** A label and the keys of the request that an answer decides. */
export interface Titled {
  title: string;
  paths: readonly string[];
}

/** A question whose answer is the value of one key of the request. */
export interface RequestQuestion extends Titled {
  key: string;
  /** The key of the request, for the one node of the form: `nodes[0].history`. */
  path: string;
}

/** `serve.storage` has the schema of `nodes[].storage`; the form asks for the latter. */
const firstQuestions = documentedKeys.filter(
  ({ question }, index) =>
    question &&
    documentedKeys.findIndex(other => other.question?.key === question.key) ===
      index,
);

const choicePaths = Object.values(choices).flatMap(({ paths }) => paths);

/** The questions that the schema of the request states. */
export const requestQuestions: readonly RequestQuestion[] =
  firstQuestions.flatMap(({ path, question }) =>
    question
      ? [
          {
            key: question.key,
            title: question.title,
            path: firstNode(path),
            paths: [path, ...parentsOf(path)].map(firstNode),
          },
        ]
      : [],
  );

/** `nodes` and the like, which have no question of their own, belong to the first question below them. */
function parentsOf(path: string): string[] {
  return documentedKeys
    .map(parent => parent.path)
    .filter(
      parent =>
        isBelow(path, parent) &&
        !choicePaths.includes(parent) &&
        firstQuestions.find(other => isBelow(other.path, parent))?.path ===
          path,
    )
    .reverse();
}

function isBelow(path: string, parent: string): boolean {
  return path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}

function firstNode(path: string): string {
  return path.replace('[]', '[0]');
}
