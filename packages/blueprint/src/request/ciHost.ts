import type { NodeRequest } from './schema';

/** A Git host with a format of workflows. */
export type CiHost = Exclude<NonNullable<NodeRequest['ci']>, 'none'>;

const shownByName: readonly (readonly [RegExp, CiHost])[] = [
  [/gitlab/, 'gitlab'],
  [/gitea|forgejo|codeberg/, 'gitea'],
];

/**
 * The format of workflows for a host name. A name that shows no kind of host gets that of GitHub, which Gitea and Forgejo run, too,
 * if there is none of their own.
 */
export function ciHostOf(repository: string | undefined): CiHost {
  const [host = ''] = repository?.split('/') ?? [];
  return shownByName.find(([name]) => name.test(host))?.[1] ?? 'github';
}

/** @returns undefined if the request asks for no workflows */
export function requestedCiHost({
  ci,
  repository,
}: Pick<NodeRequest, 'ci' | 'repository'>): CiHost | undefined {
  return ci === 'none' ? undefined : ci ?? ciHostOf(repository);
}
