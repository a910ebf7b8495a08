import type { NodeStatus } from '@nodeyard/ethereum';
import { withForkNotReady } from '@nodeyard/ethereum';
import { readinessResponse, readRequirements } from './readyz';

/** Data sources of the routes. */
export interface RouteContext {
  status(): NodeStatus;
  /** Whether the sidecar is still probing, whatever the state of the node. */
  isProbing(): boolean;
  metrics(): Promise<{ contentType: string; text: string }>;
}

export interface RouteResponse {
  code: number;
  headers: Record<string, string>;
  body: string;
}

/** The part of a request that routes use: none reads a body. */
export interface RouteRequest {
  method: string;
  /** Request target as sent, with or without a query. */
  target: string;
  hasBody: boolean;
}

type Route = (
  answers: RouteContext,
  query: string,
) => RouteResponse | Promise<RouteResponse>;

/** Backends before 0.2 need the former name. */
const statusBody = (status: NodeStatus) => ({
  ...status,
  verdict: withForkNotReady(status.verdict),
});

const handlers = {
  '/readyz': readyz,
  '/livez': livez,
  '/status': answers => json(200, statusBody(answers.status())),
  '/metrics': metrics,
} satisfies Record<string, Route>;

/** Path of a route. */
export type RouteName = keyof typeof handlers;

/** Paths of all routes. */
export const routeNames = Object.keys(handlers) as RouteName[];

/** Answers one request. */
export async function answer(
  request: RouteRequest,
  { answers, routes }: { answers: RouteContext; routes: readonly RouteName[] },
): Promise<RouteResponse> {
  const [path = '', ...query] = request.target.split('?');
  const name = routes.find(route => route === path);
  if (!name) {
    return json(404, {
      error: `${path.slice(0, 100)} is not served. Served paths: ${routes.join(
        ', ',
      )}.`,
    });
  }
  if (request.method !== 'GET') {
    return json(
      405,
      { error: `${path} does not allow ${request.method}. Use GET.` },
      { Allow: 'GET' },
    );
  }
  if (request.hasBody) {
    return json(
      400,
      { error: `${path} does not accept a request body. Send none.` },
      { Connection: 'close' },
    );
  }
  return handlers[name](answers, query.join('?'));
}

function readyz(answers: RouteContext, query: string): RouteResponse {
  const requirements = readRequirements(query);
  if (!requirements.ok) return json(400, { error: requirements.error });
  const { ready, body } = readinessResponse(
    answers.status().verdict,
    requirements.required,
  );
  return json(ready ? 200 : 503, body);
}

function livez(answers: RouteContext): RouteResponse {
  const alive = answers.isProbing();
  return json(alive ? 200 : 503, { alive });
}

async function metrics(answers: RouteContext): Promise<RouteResponse> {
  const { contentType, text } = await answers.metrics();
  return { code: 200, headers: { 'Content-Type': contentType }, body: text };
}

function json(
  code: number,
  body: unknown,
  headers: Record<string, string> = {},
): RouteResponse {
  return {
    code,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: `${JSON.stringify(body)}\n`,
  };
}
