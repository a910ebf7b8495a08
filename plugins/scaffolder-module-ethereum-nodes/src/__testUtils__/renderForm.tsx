import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import type { JsonObject, JsonValue } from '@backstage/types';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import * as fields from '../fields';

/** Answers of the backends by the end of their URL: a status without a body, or a body. */
export type Backends = Record<string, number | JsonValue>;

/** The form of Backstage itself with some steps, in an app with our fields or without. */
export function renderForm(options: {
  steps: Array<JsonObject & { title: string }>;
  extensions?: 'with' | 'without';
  scaffolder?: JsonObject;
  answers?: JsonObject;
  /** Entities of the catalog, by their references. */
  entities?: Record<string, Entity>;
  backends?: Backends;
}) {
  const { steps, extensions = 'with', entities = {}, backends = {} } = options;
  const onCreate = jest.fn();
  const asked: Array<{ url: string; body?: string }> = [];
  const fetch = async (url: string, init?: RequestInit) => {
    asked.push({ url, body: init?.body?.toString() });
    const [, answer = 404] =
      Object.entries(backends).find(([end]) => url.endsWith(end)) ?? [];
    return typeof answer === 'number'
      ? new Response('{}', { status: answer, statusText: 'of the test' })
      : new Response(JSON.stringify(answer), {
          headers: { 'content-type': 'application/json' },
        });
  };
  renderInTestApp(
    <Stepper
      manifest={{
        title: 'A node',
        steps: steps.map(schema => ({ title: schema.title, schema })),
      }}
      extensions={extensions === 'with' ? (Object.values(fields) as never) : []}
      initialState={options.answers as Record<string, JsonValue>}
      onCreate={onCreate}
    />,
    {
      config: { scaffolder: options.scaffolder ?? {} },
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        [
          discoveryApiRef,
          { getBaseUrl: async plugin => `http://localhost/api/${plugin}` },
        ],
        [fetchApiRef, { fetch: fetch as typeof globalThis.fetch }],
        [
          catalogApiRef,
          {
            getEntitiesByRefs: async ({ entityRefs }) => ({
              items: entityRefs.map(ref => entities[ref]),
            }),
          },
        ],
      ],
    },
  );
  return { onCreate, asked };
}

export const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));
