import { z } from 'zod';
import { documentedKeys } from '../../request/keys';
import { choices, repositoryHosts } from '../choices';
import { MORE_NODES, moreNodesQuestion, MOST_MORE_NODES } from '../moreNodes';

/** A JSON Schema with the keywords of Backstage's form. */
export type FormSchema = Record<string, unknown>;

/** Patterns that facts decide, by the path of the request. */
export type FactPatterns = Readonly<Record<string, string>>;

/** Keywords that a value can break. The form has them where the schema has a message for them, which names the fix. */
const bounds = [
  'pattern',
  'not',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
];

/** The question of a key, of a choice, of more nodes or of a Git host. */
export function questionSchema(
  key: string,
  patterns: FactPatterns,
): FormSchema {
  const documented = documentedKeys.find(
    ({ question }) => question?.key === key,
  );
  if (documented?.question) {
    const { title, description, form = {} } = documented.question;
    const pattern = patterns[documented.path];
    return {
      title,
      ...(description !== undefined && { description }),
      ...boundedSchema(
        {
          ...z.toJSONSchema(documented.schema),
          ...(pattern !== undefined && { pattern }),
        },
        form,
      ),
    };
  }
  const choice = Object.entries(choices).find(([name]) => name === key)?.[1];
  if (choice) return choiceSchema(choice);
  return key === MORE_NODES ? moreNodesSchema() : pickerSchema(key);
}

function boundedSchema(
  schema: z.core.JSONSchema.BaseSchema,
  form: Readonly<Record<string, unknown>>,
): FormSchema {
  const all: FormSchema = { ...schema, ...form };
  const messages = Object(all.errorMessage ?? {});
  // A picker of Backstage bounds its answers itself.
  if ('ui:field' in form) return { type: schema.type, ...form };
  const kept = ['type', 'items', ...bounds.filter(name => name in messages)];
  return {
    ...Object.fromEntries(
      kept.flatMap(name => (name in all ? [[name, all[name]]] : [])),
    ),
    ...(all.errorMessage !== undefined && { errorMessage: all.errorMessage }),
    ...form,
  };
}

function choiceSchema({
  title,
  description,
  labels,
  default: value,
}: (typeof choices)[keyof typeof choices]): FormSchema {
  return {
    title,
    ...(description !== undefined && { description }),
    type: 'string',
    ...(value !== undefined && { default: value, 'ui:widget': 'radio' }),
    enum: Object.keys(labels),
    enumNames: Object.values(labels),
  };
}

/** Its items depend on the network. */
function moreNodesSchema(): FormSchema {
  const { title, description } = moreNodesQuestion;
  return { title, description, type: 'array', maxItems: MOST_MORE_NODES };
}

/** The picker of a Git host's public server; the module of the catalog puts the servers of its Backstage in its place. */
function pickerSchema(key: string): FormSchema {
  const host = repositoryHosts.find(name => `${name}Url` === key);
  if (!host) throw new Error(`The form has no question ${key}.`);
  return {
    title: 'Repository',
    type: 'string',
    pattern: `^${host}\\.com\\?`,
    'ui:field': 'RepoUrlPicker',
    'ui:options': { allowedHosts: [`${host}.com`] },
  };
}

/** A question with a list of answers. The first is the default. */
export function withAnswers(
  question: FormSchema,
  answers: readonly { name: string; title: string }[],
): FormSchema {
  return {
    ...question,
    type: 'string',
    default: answers[0]?.name,
    enum: answers.map(({ name }) => name),
    enumNames: answers.map(({ title }) => title),
  };
}
