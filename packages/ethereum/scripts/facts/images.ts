import {
  consensusClients,
  executionClients,
} from '../../src/clients/generated';
import type { Client } from '../../src/clients/schema';
import { compareTags } from '../../src/clients/version';
import { Comparison, type SourceResult } from './finding';
import { run } from './run';

/** All tags of an image. */
export type ListTags = (repository: string) => Promise<string[]>;

const listWithCrane: ListTags = async repository =>
  (await run('crane', ['ls', repository])).trim().split('\n');

/** `v1.17.10` and `v1.18.0` are releases of one kind, `v1.18.0-rc.1` and `v1.18.0-amd64` are not. */
const tagShape = (tag: string) => tag.replaceAll(/\d+/g, '0');

/** Compares each client's tag with the newest one of its image. One registry that does not answer hides no other. */
export function compareWithImages(
  clients: readonly Client[] = [
    ...Object.values(executionClients),
    ...Object.values(consensusClients),
  ],
  listTags: ListTags = listWithCrane,
): Promise<SourceResult[]> {
  return Promise.all(
    clients.map(async client => {
      const source = `image ${client.image.repository}`;
      try {
        return compareTagsOf(
          source,
          client,
          await listTags(client.image.repository),
        );
      } catch (error) {
        return {
          source,
          checked: false,
          why: error instanceof Error ? error.message : String(error),
        };
      }
    }),
  );
}

function compareTagsOf(
  source: string,
  { name, image, minimumTags = {} }: Client,
  tags: readonly string[],
): SourceResult {
  const comparison = new Comparison(source);
  const has = new Set(tags);
  const newest = tags
    .filter(tag => tagShape(tag) === tagShape(image.tag))
    .reduce(
      (best, tag) => ((compareTags(best, tag) ?? 0) < 0 ? tag : best),
      image.tag,
    );
  comparison.compare(`clients/${name} image.tag`, image.tag, newest);
  for (const [field, tag] of [
    ['image.tag', image.tag],
    ...Object.entries(minimumTags).map(
      ([network, minimumTag]) =>
        [`minimumTags.${network}`, minimumTag] as const,
    ),
  ]) {
    comparison.compare(
      `clients/${name} ${field} ${tag}`,
      'published',
      has.has(tag) ? 'published' : 'no such tag',
    );
  }
  return comparison.result();
}
