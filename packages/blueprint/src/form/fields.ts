import { choices, repositoryHosts } from './choices';
import { MORE_NODES, moreNodesQuestion } from './moreNodes';
import { pages, questionsOf, REPOSITORY_PAGE } from './pages';
import { requestQuestions } from './questions';
import type { Titled } from './questions';

/** A question of the form "Create Ethereum Node". @public */
export interface FormField {
  /** Its key among the answers. */
  key: string;
  /** Its label. */
  title: string;
  /** The step that asks it. */
  page: string;
  /** Keys of the request that its answer decides, as `requestKeys` writes them, for the one node of the form. */
  paths: readonly string[];
}

const titled: Readonly<Record<string, Titled>> = {
  ...Object.fromEntries(
    requestQuestions.map(question => [question.key, question]),
  ),
  ...choices,
  [MORE_NODES]: moreNodesQuestion,
  ...Object.fromEntries(
    repositoryHosts.map(host => [
      `${host}Url`,
      { title: REPOSITORY_PAGE, paths: ['repository'] },
    ]),
  ),
};

/** Every question, in the order of the form. @public */
export const formFields: readonly FormField[] = fieldsOf();

function fieldsOf(): FormField[] {
  const fields = new Map<string, FormField>();
  for (const page of pages) {
    for (const key of questionsOf(page)) {
      const question = Object.hasOwn(titled, key) ? titled[key] : undefined;
      if (!question) {
        throw new Error(
          `The page ${page.title} of the form asks ${key}, which is neither a question in src/request nor a choice in form/choices.ts.`,
        );
      }
      const { title, paths } = question;
      if (!fields.has(key)) {
        fields.set(key, { key, title, page: page.title, paths });
      }
    }
  }
  const unasked = requestQuestions.find(({ key }) => !fields.has(key));
  if (unasked) {
    throw new Error(
      `The question ${unasked.key} of ${unasked.path} is on no page of the form. Add it to form/pages.ts.`,
    );
  }
  return [...fields.values()];
}

/** The question whose answer decides a path of the request: the nearest, and of several the one that was asked. */
export function fieldAt(
  path: string,
  answers: Readonly<Record<string, unknown>>,
): FormField | undefined {
  for (let above = path; above !== ''; above = parentOf(above)) {
    const fields = formFields.filter(({ paths }) => paths.includes(above));
    if (fields.length > 0) {
      return fields.find(({ key }) => key in answers) ?? fields[0];
    }
  }
  return undefined;
}

/** `nodes[0].storage` of `nodes[0].storage.size`, and `nodes` of `nodes[0]`. */
function parentOf(path: string): string {
  return path.slice(
    0,
    Math.max(path.lastIndexOf('.'), path.lastIndexOf('['), 0),
  );
}
