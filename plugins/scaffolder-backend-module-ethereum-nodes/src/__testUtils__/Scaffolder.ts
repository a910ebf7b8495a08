import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { parse } from 'yaml';
import { z } from 'zod';

export const root = resolve(__dirname, '../../../..');

/** A template of this repository. */
export const textOfTemplate = (name: string) =>
  readFileSync(resolve(root, `templates/${name}/template.yaml`), 'utf8');

export const templateText = textOfTemplate('create-ethereum-node');

/** What the form hands over when only the questions without a default are answered. */
export const answers = {
  owner: 'group:default/payments',
  name: 'payments-eth',
  description: 'Sepolia RPC for the payments team',
  network: 'sepolia',
  execution: 'geth',
  consensus: 'lighthouse',
  history: 'pre-prague',
  environments: ['local'],
  snapshots: 'none',
  servePool: 'none',
  host: 'local',
};

const entitySchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

/** A template as the catalog knows it. */
export function templateEntity(text: string = templateText): Entity {
  const entity = entitySchema.parse(parse(text));
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        'backstage.io/managed-by-location':
          'url:https://example.com/template.yaml',
      },
    },
  };
}

const taskSchema = z.object({ status: z.string() });
const eventsSchema = z.array(
  z.object({
    type: z.string(),
    body: z.object({
      // That a task was recovered is an event without words.
      message: z.string().default(''),
      output: z
        .object({
          links: z.array(z.record(z.string(), z.string())).optional(),
          text: z.array(z.record(z.string(), z.unknown())).optional(),
        })
        .optional(),
    }),
  }),
);

/** A log as one line: where its lines break, and what marks them as lines, is left out. */
export function oneLine(log: string): string {
  return (
    log
      // eslint-disable-next-line no-control-regex
      .replace(/\u001b\[\d+m/g, '')
      .replace(/^info: /gm, '')
      .replace(/\s+/g, ' ')
  );
}

/** A running scaffolder, asked through its REST API. */
export class Scaffolder {
  private readonly target: Server | string;

  /** @param target - server or base URL of the backend */
  constructor(target: Server | string) {
    this.target = target;
  }

  /** Starts a task of the template, as the form does. */
  async submit(
    values: JsonObject,
    template = 'create-ethereum-node',
  ): Promise<string> {
    const { body } = await request(this.target)
      .post('/api/scaffolder/v2/tasks')
      .send({ templateRef: `template:default/${template}`, values })
      .expect(201);
    return z.object({ id: z.string() }).parse(body).id;
  }

  /** What came of a task, once it is over. */
  async finished(id: string, seconds = 30) {
    const deadline = Date.now() + seconds * 1_000;
    for (;;) {
      const { status } = taskSchema.parse(await this.get(id));
      if (status === 'completed' || status === 'failed') {
        const events = eventsSchema.parse(await this.get(`${id}/events`));
        return {
          status,
          log: events.map(event => event.body.message).join('\n'),
          output: events.find(event => event.type === 'completion')?.body
            .output,
        };
      }
      if (Date.now() > deadline) {
        throw new Error(`the task is still ${status} after ${seconds} s`);
      }
      await wait(50);
    }
  }

  async create(values: JsonObject, template?: string) {
    return this.finished(await this.submit(values, template));
  }

  /** What the button Retry does. */
  async retry(id: string) {
    await request(this.target)
      .post(`/api/scaffolder/v2/tasks/${id}/retry`)
      .send({})
      .expect(201);
    return this.finished(id);
  }

  private async get(path: string): Promise<unknown> {
    const { body } = await request(this.target).get(
      `/api/scaffolder/v2/tasks/${path}`,
    );
    return body;
  }
}
