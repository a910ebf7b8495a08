/* eslint-disable @backstage/no-relative-monorepo-imports -- examples of the contract are recorded by these tests */
import type { RouteName } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  errorAnswerSchema,
  ethereumNodesRoutes,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';

/** An answer of the router has the fields of its schema, all that are required, and no others. */
export function expectAnswer(name: RouteName, body: unknown): void {
  const parsed = ethereumNodesRoutes[name].answer.safeParse(body);
  expect({ name, error: parsed.error?.issues }).toEqual({
    name,
    error: undefined,
  });
  expect(parsed.data).toEqual(body);
}

export function expectErrorAnswer(body: unknown): void {
  expect(errorAnswerSchema.parse(body)).toEqual(body);
}

/** With `RECORD_EXAMPLES=1`: the answer becomes the example in the OpenAPI document. */
export function recordExample(name: RouteName, body: unknown): void {
  if (process.env.RECORD_EXAMPLES !== '1') return;
  // eslint-disable-next-line no-restricted-syntax -- the common package is beside this one in the repository
  const folder = resolve(__dirname, '../../../ethereum-nodes-common/src');
  writeFileSync(
    resolve(folder, `contract/examples/${name}.json`),
    `${JSON.stringify(body, null, 2)}\n`.replace(
      new RegExp(`${tmpdir()}/[^/]+`, 'g'),
      '/var/lib/nodeyard',
    ),
  );
}
