import type { NodeStatus } from '@nodeyard/ethereum';
import { withForkNotReady } from '@nodeyard/ethereum';
import { readinessOf, readRequirements } from './readyz';

/** What the routes answer from. */
export interface Answers {
  status(): NodeStatus;
  /** Whether the sidecar itself works: its probing goes on. Says nothing about the node. */
  probingGoesOn(): boolean;
  metrics(): Promise<{ contentType: string; text: string }>;
}

export interface Answer {
  code: number;
  headers: Record<string, string>;
  body: string;
}

/** A request, as far as it matters: no route reads a body. */
export interface Question {
  method: string;
  /** Request target as sent, with or without a query. */
  target: string;
  hasBody: boolean;
}

type Route = (answers: Answers, query: string) => Answer | Promise<Answer>;

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

/** A path that can be served. */
export type RouteName = keyof typeof handlers;

/** All of them. */
export const routeNames = Object.keys(handlers) as RouteName[];

/** Answers one request. */
export async function answer(
  question: Question,
  { answers, routes }: { answers: Answers; routes: readonly RouteName[] },
): Promise<Answer> {
  const [path = '', ...query] = question.target.split('?');
  const name = routes.find(route => route === path);
  if (!name) {
    return json(404, {
      error: `${path.slice(0, 100)} is not served. There are ${routes.join(
        ', ',
      )}.`,
    });
  }
  if (question.method !== 'GET') {
    return json(
      405,
      { error: `${path} answers GET only, not ${question.method}.` },
      { Allow: 'GET' },
    );
  }
  if (question.hasBody) {
    return json(
      400,
      { error: `${path} takes no request body. Send none.` },
      { Connection: 'close' },
    );
  }
  return handlers[name](answers, query.join('?'));
}

function readyz(answers: Answers, query: string): Answer {
  const asked = readRequirements(query);
  if (!asked.ok) return json(400, { error: asked.error });
  const { ready, body } = readinessOf(answers.status().verdict, asked.required);
  return json(ready ? 200 : 503, body);
}

function livez(answers: Answers): Answer {
  const alive = answers.probingGoesOn();
  return json(alive ? 200 : 503, { alive });
}

async function metrics(answers: Answers): Promise<Answer> {
  const { contentType, text } = await answers.metrics();
  return { code: 200, headers: { 'Content-Type': contentType }, body: text };
}

function json(
  code: number,
  body: unknown,
  headers: Record<string, string> = {},
): Answer {
  return {
    code,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: `${JSON.stringify(body)}\n`,
  };
}
