import { randomUUID } from 'node:crypto';
import http from 'node:http';

/** An object as the API server stores it. */
export interface StoredObject {
  metadata: { name: string; resourceVersion: string; [key: string]: unknown };
  [key: string]: unknown;
}

/** Reaction of a controller to a change. */
export type Controller = (change: {
  verb: 'created' | 'patched' | 'removed';
  path: string;
  object: StoredObject;
}) => void;

/**
 * The parts of an API server that a run uses, in memory: named objects, merge patches that are conditional on
 * `resourceVersion`, 404 and 409, dry runs, watches of one object. Objects of the tests are recorded from a real one.
 */
export class FakeApiServer {
  readonly objects = new Map<string, StoredObject>();
  readonly controllers: Controller[] = [];
  /** Method and path of every request. */
  readonly requests: string[] = [];
  /** Number of next requests to answer with 503. */
  failuresLeft = 0;
  /** Status of an HTML page from a proxy in between, per request. */
  intercepts: (request: string) => number | undefined = () => undefined;
  /** API groups that are not served, as without their CRDs. */
  readonly unknownGroups: string[] = [];
  /** Requests (method and path) to answer with 403, as while a Role is replaced. */
  refuses: (request: string) => boolean = () => false;
  /** Message of the refusal. */
  refusalMessage: (headers: http.IncomingHttpHeaders) => string = () =>
    'forbidden';
  private version = 1_000;
  private readonly watches = new Map<string, Set<http.ServerResponse>>();
  private readonly server = http.createServer((request, response) => {
    void this.answer(request, response);
  });

  async start(): Promise<string> {
    await new Promise<void>(resolve => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    const address = this.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return `http://127.0.0.1:${port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Create or change an object, like a controller. */
  put(path: string, object: object): StoredObject {
    const before = this.objects.get(path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const merged = mergePatch(before ?? {}, object);
    const metadata = {
      name,
      uid: randomUUID(),
      ...Object(merged.metadata),
      resourceVersion: String(++this.version),
    };
    const kept: StoredObject = { ...merged, metadata };
    this.objects.set(path, kept);
    this.notifyWatches(path, before ? 'MODIFIED' : 'ADDED', kept);
    return kept;
  }

  remove(path: string): void {
    const object = this.objects.get(path);
    this.objects.delete(path);
    if (object) this.notifyWatches(path, 'DELETED', object);
  }

  private notifyWatches(
    path: string,
    type: string,
    object: StoredObject,
  ): void {
    for (const watch of this.watches.get(path) ?? []) {
      watch.write(`${JSON.stringify({ type, object })}\n`);
    }
  }

  private async answer(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://api');
    const method = request.method ?? '';
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = text === '' ? {} : JSON.parse(text);
    if (searchParams.has('watch')) {
      this.follow(pathname, searchParams, response);
      return;
    }
    this.requests.push(`${method} ${pathname}`);
    if (this.unknownGroups.some(group => pathname.startsWith(group))) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('404 page not found\n');
      return;
    }
    const page = this.intercepts(`${method} ${pathname}`);
    if (page !== undefined) {
      response.writeHead(page, { 'content-type': 'text/html' });
      response.end('<html><body>Sorry</body></html>');
      return;
    }
    const [status, answer] =
      this.injectedFault(`${method} ${pathname}`, request.headers) ??
      this.handled(method, pathname, body, searchParams.has('dryRun'));
    if (this.failuresLeft > 0) this.failuresLeft -= 1;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  }

  /** The injected fault for a request, if any. */
  private injectedFault(
    request: string,
    headers: http.IncomingHttpHeaders,
  ): [number, object] | undefined {
    if (this.failuresLeft > 0) {
      return [503, refusal(503, 'etcdserver: no leader')];
    }
    return this.refuses(request)
      ? [403, refusal(403, this.refusalMessage(headers))]
      : undefined;
  }

  private handled(
    method: string,
    path: string,
    body: Record<string, unknown>,
    dryRun: boolean,
  ): [number, object] {
    if (!path.includes('/namespaces/')) return [200, { resources: [] }];
    if (path.endsWith('/scale')) return this.scaled(method, path, body, dryRun);
    if (method === 'POST') {
      const at = `${path}/${Object(body.metadata).name}`;
      if (this.objects.has(at)) return [409, refusal(409, 'already exists')];
      const object = this.put(at, body);
      this.runControllers('created', at, object);
      return [201, object];
    }
    const object = this.objects.get(path);
    if (!object) return [404, refusal(404, `${path} not found`)];
    if (method === 'DELETE') {
      this.remove(path);
      this.runControllers('removed', path, object);
      return [200, object];
    }
    if (method !== 'PATCH') return [200, object];
    const expected = Object(body.metadata).resourceVersion;
    if (expected && expected !== object.metadata.resourceVersion) {
      return [409, refusal(409, 'the object has been modified')];
    }
    if (dryRun) return [200, object];
    const patched = this.put(path, body);
    this.runControllers('patched', path, patched);
    return [200, patched];
  }

  /** Like the real one, omits `spec.replicas` if it is 0. */
  private scaled(
    method: string,
    path: string,
    body: Record<string, unknown>,
    dryRun: boolean,
  ): [number, object] {
    const at = path.slice(0, -'/scale'.length);
    const set = this.objects.get(at);
    if (!set) return [404, refusal(404, `${at} not found`)];
    const { resourceVersion } = Object(body.metadata);
    if (resourceVersion && resourceVersion !== set.metadata.resourceVersion) {
      return [409, refusal(409, 'the object has been modified')];
    }
    const requested = Object(body.spec).replicas;
    if (
      method === 'PATCH' &&
      !dryRun &&
      requested !== Object(set.spec).replicas
    ) {
      const generation = Number(set.metadata.generation) + 1;
      const changed = this.put(at, {
        metadata: { generation },
        spec: { replicas: requested },
        status: { observedGeneration: generation },
      });
      this.runControllers('patched', at, changed);
    }
    const { metadata, spec } = this.objects.get(at) ?? set;
    const { replicas } = Object(spec);
    return [
      200,
      { kind: 'Scale', metadata, spec: replicas ? { replicas } : {} },
    ];
  }

  private runControllers(
    verb: 'created' | 'patched' | 'removed',
    path: string,
    object: StoredObject,
  ): void {
    this.controllers.forEach(controller => controller({ verb, path, object }));
  }

  private follow(
    path: string,
    query: URLSearchParams,
    response: http.ServerResponse,
  ): void {
    const name = query.get('fieldSelector')?.replace('metadata.name=', '');
    const at = `${path}/${name}`;
    const watches = this.watches.get(at) ?? new Set();
    this.watches.set(at, watches.add(response));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const present = this.objects.get(at);
    if (present) this.notifyWatches(at, 'ADDED', present);
    response.once('close', () => watches.delete(response));
  }
}

/** RFC 7386. */
function mergePatch(
  target: Record<string, unknown>,
  patch: object,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete merged[key];
    } else if (typeof value === 'object' && !Array.isArray(value)) {
      merged[key] = mergePatch(Object(merged[key]), value);
    } else {
      merged[key] = value;
    }
  }
  return merged;
}

function refusal(code: number, message: string) {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code };
}
