import {
  NotAllowedError,
  NotFoundError,
  ResponseError,
} from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  getGiteaRequestOptions,
  getGitLabRequestOptions,
} from '@backstage/integration';
import type { ScmIntegrations } from '@backstage/integration';
import { z } from 'zod';
import type { Proposal } from './gitRepository';

/** What is asked of a Git host about one repository. */
export interface HostApi {
  /** Credentials for git over HTTP. */
  readonly auth: { username: string; password: string };
  repository(): Promise<RemoteRepository>;
  openPullRequest(branch: string): Promise<{ url: string } | undefined>;
  createPullRequest(proposal: Proposal): Promise<{ url: string }>;
}

export interface RemoteRepository {
  cloneUrl: string;
  defaultBranch: string | undefined;
  isArchived: boolean;
  canPush: boolean;
}

/** Where a repository is at its host. */
export interface RemoteLocation {
  /** Any URL of the repository. */
  url: string;
  owner: string;
  name: string;
}

const TIMEOUT_MS = 30_000;

/**
 * The API of the host of a URL; undefined for hosts without an integration that has credentials.
 *
 * @param timeoutMs - of each request
 */
export async function hostApiOf(
  location: RemoteLocation,
  integrations: ScmIntegrations,
  timeoutMs = TIMEOUT_MS,
): Promise<HostApi | undefined> {
  return (
    (await githubApi(location, integrations, timeoutMs)) ??
    gitlabApi(location, integrations, timeoutMs) ??
    giteaApi(location, integrations, timeoutMs)
  );
}

/** https://docs.github.com/rest: repositories, pulls */
async function githubApi(
  { url, owner, name }: RemoteLocation,
  integrations: ScmIntegrations,
  timeoutMs: number,
): Promise<HostApi | undefined> {
  const config = integrations.github.byUrl(url)?.config;
  if (!config?.apiBaseUrl) return undefined;
  const { token, headers } =
    await DefaultGithubCredentialsProvider.fromIntegrations(
      integrations,
    ).getCredentials({ url });
  if (!token) return undefined;
  const ask = asker(
    `${config.apiBaseUrl}/repos/${pathOf(owner, name)}`,
    {
      accept: 'application/vnd.github+json',
      ...headers,
    },
    timeoutMs,
  );
  const pull = z.object({ html_url: z.string() });
  return {
    auth: { username: 'x-access-token', password: token },
    async repository() {
      const found = await ask(
        '',
        z.object({
          clone_url: z.string(),
          default_branch: z.string(),
          archived: z.boolean(),
          permissions: z.object({ push: z.boolean() }).optional(),
        }),
      );
      return {
        cloneUrl: found.clone_url,
        defaultBranch: found.default_branch,
        isArchived: found.archived,
        // An app's token has no such list: the push itself decides.
        canPush: found.permissions?.push ?? true,
      };
    },
    async openPullRequest(branch) {
      const query = new URLSearchParams({
        state: 'open',
        head: `${owner}:${branch}`,
      });
      const [open] = await ask(`/pulls?${query}`, z.array(pull));
      return open && { url: open.html_url };
    },
    async createPullRequest({ branch, base, title, description }) {
      const { html_url } = await ask('/pulls', pull, {
        head: branch,
        base,
        title,
        body: description,
      });
      return { url: html_url };
    },
  };
}

/** Least access level that pushes: https://docs.gitlab.com/api/access_requests/ */
const DEVELOPER = 30;

/** https://docs.gitlab.com/api: projects, merge requests */
function gitlabApi(
  { url, owner, name }: RemoteLocation,
  integrations: ScmIntegrations,
  timeoutMs: number,
): HostApi | undefined {
  const config = integrations.gitlab.byUrl(url)?.config;
  if (!config?.token) return undefined;
  const ask = asker(
    `${config.apiBaseUrl}/projects/${encodeURIComponent(`${owner}/${name}`)}`,
    getGitLabRequestOptions(config).headers,
    timeoutMs,
  );
  const mergeRequest = z.object({ web_url: z.string() });
  const access = z.object({ access_level: z.number() }).nullish();
  return {
    auth: { username: 'oauth2', password: config.token },
    async repository() {
      const found = await ask(
        '',
        z.object({
          http_url_to_repo: z.string(),
          default_branch: z.string().nullish(),
          archived: z.boolean(),
          permissions: z
            .object({ project_access: access, group_access: access })
            .optional(),
        }),
      );
      const { project_access, group_access } = found.permissions ?? {};
      const levels = [project_access, group_access].flatMap(
        granted => granted?.access_level ?? [],
      );
      return {
        cloneUrl: found.http_url_to_repo,
        defaultBranch: found.default_branch ?? undefined,
        isArchived: found.archived,
        canPush: levels.length === 0 || Math.max(...levels) >= DEVELOPER,
      };
    },
    async openPullRequest(branch) {
      const query = new URLSearchParams({
        state: 'opened',
        source_branch: branch,
      });
      const [open] = await ask(
        `/merge_requests?${query}`,
        z.array(mergeRequest),
      );
      return open && { url: open.web_url };
    },
    async createPullRequest({ branch, base, title, description }) {
      const { web_url } = await ask('/merge_requests', mergeRequest, {
        source_branch: branch,
        target_branch: base,
        title,
        description,
        remove_source_branch: true,
      });
      return { url: web_url };
    },
  };
}

/** https://docs.gitea.com/api: repository */
function giteaApi(
  { url, owner, name }: RemoteLocation,
  integrations: ScmIntegrations,
  timeoutMs: number,
): HostApi | undefined {
  const config = integrations.gitea.byUrl(url)?.config;
  if (!config?.username || !config.password) return undefined;
  const ask = asker(
    `${config.baseUrl ?? `https://${config.host}`}/api/v1/repos/${pathOf(
      owner,
      name,
    )}`,
    getGiteaRequestOptions(config).headers ?? {},
    timeoutMs,
  );
  const pull = z.object({
    html_url: z.string(),
    head: z.object({ ref: z.string() }),
  });
  return {
    auth: { username: config.username, password: config.password },
    async repository() {
      const found = await ask(
        '',
        z.object({
          clone_url: z.string(),
          default_branch: z.string(),
          empty: z.boolean(),
          archived: z.boolean(),
          permissions: z.object({ push: z.boolean() }),
        }),
      );
      return {
        cloneUrl: found.clone_url,
        defaultBranch: found.empty ? undefined : found.default_branch,
        isArchived: found.archived,
        canPush: found.permissions.push,
      };
    },
    async openPullRequest(branch) {
      // Gitea has no filter by head: pages of 50, as its default maximum is.
      for (let page = 1; page <= 20; page++) {
        const open = await ask(
          `/pulls?state=open&limit=50&page=${page}`,
          z.array(pull),
        );
        const own = open.find(({ head }) => head.ref === branch);
        if (own) return { url: own.html_url };
        if (open.length === 0) return undefined;
      }
      return undefined;
    },
    async createPullRequest({ branch, base, title, description }) {
      const { html_url } = await ask('/pulls', pull, {
        head: branch,
        base,
        title,
        body: description,
      });
      return { url: html_url };
    },
  };
}

function pathOf(owner: string, name: string): string {
  return [...owner.split('/'), name].map(encodeURIComponent).join('/');
}

/** Requests to one resource of an API, with validated answers. Redirects are refused: they would get the credentials. */
function asker(
  base: string,
  headers: Record<string, string>,
  timeoutMs: number,
) {
  return async <T>(
    path: string,
    schema: z.ZodType<T>,
    body?: Record<string, unknown>,
  ): Promise<T> => {
    const response = await fetch(`${base}${path}`, {
      method: body ? 'POST' : 'GET',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...headers,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.status === 404) {
      throw new NotFoundError(
        `${base} does not exist, or the integration of Backstage has no access to it`,
      );
    }
    if (response.status === 401 || response.status === 403) {
      throw new NotAllowedError(
        `${base} refuses the credentials of the integration of Backstage (${response.status})`,
      );
    }
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return schema.parse(await response.json());
  };
}
