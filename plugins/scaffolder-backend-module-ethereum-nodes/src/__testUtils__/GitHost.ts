import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { git } from '../localRepositories/git';
import { PullRequests } from './PullRequests';

/** What Backstage's actions ask of the three hosts, answered with the fields that they read. */
const lookups: readonly [RegExp, unknown][] = [
  [/^GET \/github\/users\/acme$/, { login: 'acme', type: 'Organization' }],
  [/^PUT \/github\/repos\/acme\/[^/]+\/branches\/main\/protection$/, {}],
  [/^GET \/api\/v4\/namespaces\/acme$/, { id: 7, kind: 'group' }],
  [/^GET \/api\/v4\/user$/, { id: 1 }],
  [/^GET \/api\/v4\/groups\/acme\/projects\?/, []],
  [/^GET \/api\/v1\/orgs\/acme$/, {}],
  [/^GET \/acme\/[^/]+\/src\/branch\/main$/, {}],
];
const creation =
  /^POST (\/github\/orgs\/acme\/repos|\/api\/v4\/projects|\/api\/v1\/orgs\/acme\/repos)$/;
const gitProtocol = /^(GET|POST) \/acme\/[^/]+\.git\/(info\/refs|git-)/;

/** Tokens by host; a password where that is what the host takes. */
export type HostTokens = Record<'github' | 'gitlab' | 'gitea', string>;

const LARGEST_BODY = 64 * 1024 * 1024;

/**
 * GitHub, GitLab and Gitea in one on loopback, with one owner, `acme`. Their REST APIs are fakes, written after what
 * Backstage's actions read; git over HTTP is the real one, of `git http-backend`.
 */
export class GitHost {
  /** `METHOD /path` of everything that was asked. */
  readonly requests: string[] = [];
  /** Names of the repositories that were created. */
  readonly created: string[] = [];
  readonly pullRequests = new PullRequests(
    name => this.cloneUrl(name),
    name =>
      this.created.includes(name) ||
      existsSync(join(this.directory, 'acme', `${name}.git`)),
  );
  /** Refuses to create anything. */
  refuses = false;
  /** Answers nothing, and leaves what is asked waiting. */
  silent = false;
  /** Refuses what a request begins with so, and quotes what it was asked with. */
  quotes?: { request: RegExp; what: (request: IncomingMessage) => string };
  private readonly directory: string;
  private readonly tokens: HostTokens;
  private readonly server: Server;

  private constructor(directory: string, tokens: HostTokens) {
    this.directory = directory;
    this.tokens = tokens;
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(error => {
        response.statusCode = 500;
        response.end(String(error));
      });
    });
  }

  /**
   * @param directory - where the repositories are kept
   * @param tokens - that the configuration has for each host
   */
  static async start(
    directory: string,
    tokens: HostTokens = { github: 'x', gitlab: 'x', gitea: 'x' },
  ): Promise<GitHost> {
    const host = new GitHost(directory, tokens);
    await new Promise<void>(resolve => {
      host.server.listen(0, '127.0.0.1', resolve);
    });
    return host;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  get url(): string {
    // An address is a string only on a pipe.
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  cloneUrl(repository: string): string {
    return `${this.url}/acme/${repository}.git`;
  }

  /** As `integrations` of an app-config.yaml. What is on loopback is Gitea's there, for the catalog to resolve. */
  get integrations() {
    const { url } = this;
    const { github, gitlab, gitea: password } = this.tokens;
    const gitea = { baseUrl: url, username: 'x', password };
    return {
      github: [
        { host: 'github.com', apiBaseUrl: `${url}/github`, token: github },
      ],
      gitlab: [
        {
          host: 'gitlab.com',
          baseUrl: url,
          apiBaseUrl: `${url}/api/v4`,
          token: gitlab,
        },
      ],
      gitea: [
        { ...gitea, host: 'gitea.com' },
        { ...gitea, host: new URL(url).host },
      ],
    };
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const asked = `${request.method} ${request.url}`;
    this.requests.push(asked);
    if (this.silent) return;
    if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) {
      throw new Error(`the body of ${asked} is too large`);
    }
    const body = await buffer(request);
    if (this.quotes?.request.test(asked)) {
      const message = this.quotes.what(request);
      // Whatever is not forbidden is tried again for a minute.
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message, error: message }));
      return;
    }
    if (gitProtocol.test(asked)) {
      await this.speakGit(request, body, response);
      return;
    }
    const { status, answer } = creation.test(asked)
      ? await this.create(JSON.parse(body.toString()).name)
      : this.pullRequests.answer(
          request.method ?? '',
          request.url ?? '',
          body,
        ) ?? lookedUp(asked);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  }

  private async create(name: string) {
    if (this.refuses) return { status: 422, answer: { message: 'is taken' } };
    const owner = join(this.directory, 'acme');
    await mkdir(owner, { recursive: true });
    const bare = join(owner, `${name}.git`);
    await git(['init', '--quiet', '--bare', '-b', 'main', bare], owner);
    await git(['config', 'http.receivepack', 'true'], bare);
    this.created.push(name);
    const url = this.cloneUrl(name);
    return {
      status: 201,
      // `id` and `http_url_to_repo` are GitLab's, the others GitHub's; of Gitea's answer only the status is read.
      answer: {
        id: 3,
        http_url_to_repo: url,
        clone_url: url,
        html_url: url.replace(/\.git$/, ''),
      },
    };
  }

  private async speakGit(
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.url);
    const backend = spawn('git', ['http-backend'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: this.directory,
        GIT_HTTP_EXPORT_ALL: '1',
        REQUEST_METHOD: request.method,
        PATH_INFO: pathname,
        QUERY_STRING: searchParams.toString(),
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        CONTENT_LENGTH: String(body.length),
      },
    });
    // It closes its input as soon as it has read what it needs; its answer says whether that was enough.
    backend.stdin.on('error', () => undefined);
    backend.stdin.end(body);
    const output = await buffer(backend.stdout);
    const end = output.indexOf('\r\n\r\n');
    for (const line of output.subarray(0, end).toString().split('\r\n')) {
      const [name, value] = line.split(': ');
      if (name === undefined || value === undefined) {
        throw new Error(
          `git http-backend printed "${line}" where a header with a value belongs.`,
        );
      }
      if (name === 'Status') response.statusCode = parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.end(output.subarray(end + 4));
  }
}

function lookedUp(asked: string) {
  const known = lookups.find(([request]) => request.test(asked));
  return known
    ? { status: 200, answer: known[1] }
    : { status: 404, answer: { message: `${asked} is not known here` } };
}
