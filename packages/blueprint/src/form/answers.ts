import { z } from 'zod';
import { oneOf } from '../problem';
import type { Problem } from '../problem';
import { formFields, repositoryHosts } from './fields';

/** What the form lets people choose and a request says in another way. */
const choices = {
  snapshots: ['none', 'take', 'start', 'both'],
  servePool: ['none', 'add'],
  poolStart: ['sync', 'latest'],
  host: repositoryHosts,
} as const;

const chosen = <T extends string>(values: readonly T[]) =>
  z.enum(values).optional().catch(undefined);
const choicesSchema = z.object({
  snapshots: chosen(choices.snapshots),
  servePool: chosen(choices.servePool),
  poolStart: chosen(choices.poolStart),
  host: chosen(choices.host),
});

/** Answers of the form by the key of their question, before anybody judged them. */
export type Answers = Readonly<Record<string, unknown>>;

/**
 * What the answers ask for: a request, as far as they say one.
 *
 * Only what belongs to the chosen answers counts: a bucket that was typed before the mind was changed asks for nothing.
 */
export function requestOf(answers: Answers): Record<string, unknown> {
  const { snapshots, servePool, poolStart, host } =
    choicesSchema.parse(answers);
  const takes = snapshots === 'take' || snapshots === 'both';
  const starts = snapshots === 'start' || snapshots === 'both';
  return present({
    apiVersion: 'nodeyard.io/v1',
    name: answers.name,
    owner: answers.owner,
    description: answers.description,
    repository:
      host === undefined || host === 'local'
        ? undefined
        : repositoryOf(answers[`${host}Url`]),
    network: answers.network,
    environments: answers.environments,
    nodes: [
      present({
        execution: answers.execution,
        // Caplin is part of Erigon: no client of its own is asked for.
        consensus:
          answers.consensus === 'caplin' ? undefined : answers.consensus,
        history: answers.history,
        storage: present({
          size: answers.storageSize,
          className: answers.storageClass,
        }),
        restore: starts ? 'latest' : undefined,
      }),
    ],
    serve:
      servePool === 'add'
        ? present({
            min: answers.fewestNodes,
            max: answers.mostNodes,
            restore:
              snapshots === 'take' && poolStart === 'latest'
                ? 'latest'
                : undefined,
          })
        : undefined,
    snapshots:
      takes || starts
        ? present({
            schedule: takes ? answers.schedule : undefined,
            store: answers.bucket,
            endpoint: answers.endpoint,
            region: answers.region,
            secret: answers.secretName,
          })
        : undefined,
  });
}

/** An answer that was taken back is an empty text. */
function present(keys: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(keys).filter(
      ([, value]) => value !== undefined && value !== '',
    ),
  );
}

/** `github.com/acme/payments-eth` of `github.com?owner=acme&repo=payments-eth`, as Backstage's picker answers. */
function repositoryOf(url: unknown): unknown {
  if (typeof url !== 'string') return url;
  const [host, query = ''] = url.split('?', 2);
  const parts = new URLSearchParams(query);
  return [host, parts.get('owner') ?? '', parts.get('repo') ?? ''].join('/');
}

/** What the form shows between its questions, and sends along. */
const shown = ['check', 'plan'];

/**
 * Answers that this form does not take: those of another version of it, and choices that it does not have. Their values are
 * not quoted, because it is not known what they are.
 */
export function answerProblems(answers: Answers): Problem[] {
  const known = [...formFields.map(({ key }) => key), ...shown];
  return [
    ...Object.keys(answers)
      .filter(key => !known.includes(key))
      .map(key => ({
        path: key,
        reason: 'is not a question of this form, but of another version of it',
        fix: 'Open the template again, and answer it anew.',
      })),
    ...Object.entries(choices).flatMap(([key, values]) => {
      const value = answers[key];
      return value === undefined || values.some(choice => choice === value)
        ? []
        : [
            {
              path: key,
              reason: 'is answered with what is not a choice of this form',
              fix: `Use ${oneOf(values)}.`,
            },
          ];
    }),
    ...(answers.host === undefined
      ? [
          {
            path: 'host',
            reason: 'is missing',
            fix: `Use ${oneOf(repositoryHosts)}.`,
          },
        ]
      : []),
  ];
}
