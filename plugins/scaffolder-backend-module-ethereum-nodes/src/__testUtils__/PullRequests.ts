import type { ProjectSchema, MergeRequestSchema } from '@gitbeaker/rest';
import type { components } from '@octokit/openapi-types';

type GitHub = components['schemas'];

/** A pull request as it was opened, whatever its host calls it. */
export interface OpenedPullRequest {
  host: 'github' | 'gitlab' | 'gitea';
  repository: string;
  branch: string;
  base: string;
  title: string;
  description: string;
  url: string;
}

const patterns: readonly [OpenedPullRequest['host'], RegExp][] = [
  ['github', /^\/github\/repos\/acme\/([^/]+)(?:\/(pulls))?$/],
  ['gitlab', /^\/api\/v4\/projects\/acme%2F([^/]+)(?:\/(merge_requests))?$/],
  ['gitea', /^\/api\/v1\/repos\/acme\/([^/]+)(?:\/(pulls))?$/],
];

/**
 * What GitHub, GitLab and Gitea answer about repositories of `acme` and their pull requests. Fakes: the fields are those of
 * GitHub's OpenAPI document and of GitLab's client. Gitea's are checked with a real one, by `make test-gitea`.
 */
export class PullRequests {
  readonly opened: OpenedPullRequest[] = [];
  isArchived = false;
  canPush = true;
  defaultBranch = 'main';
  private readonly cloneUrl: (repository: string) => string;

  private readonly exists: (repository: string) => boolean;

  constructor(
    cloneUrl: (repository: string) => string,
    exists: (repository: string) => boolean,
  ) {
    this.cloneUrl = cloneUrl;
    this.exists = exists;
  }

  /** Undefined for a request of another kind. */
  answer(
    method: string,
    url: string,
    body: Buffer,
  ): { status: number; answer: unknown } | undefined {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const [, host, repository = '', below = ''] = patterns
      .map(([name, pattern]) => {
        const found = pattern.exec(pathname);
        return found && [pathname, name, found[1], found[2]];
      })
      .find(Boolean) ?? [undefined];
    if (host === undefined || !this.exists(repository)) return undefined;
    const of = { host: host as OpenedPullRequest['host'], repository };
    if (below === '') return { status: 200, answer: this.repository(of) };
    if (method === 'POST') {
      return { status: 201, answer: this.open(of, JSON.parse(String(body))) };
    }
    const page = Number(searchParams.get('page') ?? 1);
    return {
      status: 200,
      answer:
        page > 1
          ? []
          : this.opened
              .filter(pull => pull.host === host)
              .filter(pull => pull.repository === repository)
              .filter(({ branch }) =>
                [null, branch, `acme:${branch}`].includes(
                  searchParams.get('head') ?? searchParams.get('source_branch'),
                ),
              )
              .map(presented),
    };
  }

  private repository({
    host,
    repository,
  }: Pick<OpenedPullRequest, 'host' | 'repository'>) {
    const { isArchived: archived, canPush: push, defaultBranch } = this;
    const url = this.cloneUrl(repository);
    switch (host) {
      case 'github':
        return {
          clone_url: url,
          default_branch: defaultBranch,
          archived,
          permissions: { admin: false, pull: true, push },
        } satisfies Pick<
          GitHub['full-repository'],
          'clone_url' | 'default_branch' | 'archived' | 'permissions'
        >;
      case 'gitlab':
        return {
          http_url_to_repo: url,
          default_branch: defaultBranch,
          archived,
          permissions: {
            project_access: {
              access_level: push ? 30 : 20,
              notification_level: 3,
            },
            group_access: { access_level: 10, notification_level: 3 },
          },
        } satisfies Pick<
          ProjectSchema,
          'http_url_to_repo' | 'default_branch' | 'archived' | 'permissions'
        >;
      default:
        return {
          clone_url: url,
          default_branch: defaultBranch,
          empty: false,
          archived,
          permissions: { admin: false, pull: true, push },
        };
    }
  }

  private open(
    of: Pick<OpenedPullRequest, 'host' | 'repository'>,
    asked: Record<string, string>,
  ) {
    const pull = {
      ...of,
      branch: asked.head ?? asked.source_branch ?? '',
      base: asked.base ?? asked.target_branch ?? '',
      title: asked.title ?? '',
      description: asked.body ?? asked.description ?? '',
      url: `https://${of.host}.com/acme/${of.repository}/pull/${
        this.opened.length + 1
      }`,
    };
    this.opened.push(pull);
    return presented(pull);
  }
}

function presented({ url, branch }: OpenedPullRequest) {
  return {
    html_url: url,
    web_url: url,
    head: { ref: branch },
  } satisfies Pick<GitHub['pull-request-simple'], 'html_url'> &
    Pick<MergeRequestSchema, 'web_url'> & { head: unknown };
}
