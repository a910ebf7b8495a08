import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** An image that a chart deploys unless its values name another. */
export interface ChartImage {
  /** Last part of the repository, `geth` of `registry.example.com/ethereum/geth`. */
  name: string;
  /** `repository:tag`. */
  reference: string;
  /** `sha256:...`, where `files/images.yaml` of the chart records it. */
  digest: string | undefined;
}

/**
 * Images below a value of any depth: mappings with a repository and a tag.
 *
 * @param appVersion - tag of images whose own tag is empty
 */
export function imagesIn(value: unknown, appVersion: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { success, data: image } = z
    .object({ repository: z.string(), tag: z.coerce.string() })
    .safeParse(value);
  if (!success) {
    return Object.values(value).flatMap(below => imagesIn(below, appVersion));
  }
  // Without a repository it is the image of the client's facts.
  return image.repository
    ? [`${image.repository}:${image.tag || appVersion}`]
    : [];
}

/** Files of a chart that name images, relative to its folder: its values, and the facts about clients. */
export function imageFiles(chart: string): string[] {
  const clients = 'files/clients';
  const facts = existsSync(join(chart, clients))
    ? readdirSync(join(chart, clients)).sort()
    : [];
  return ['values.yaml', ...facts.map(file => join(clients, file))];
}

/** Every image of a chart, in the order of their references. */
export function chartImages(chart: string): ChartImage[] {
  const read = (file: string): unknown =>
    parse(readFileSync(join(chart, file), 'utf8'));
  const { appVersion } = z
    .object({ appVersion: z.coerce.string().default('') })
    .parse(read('Chart.yaml'));
  const record = 'files/images.yaml';
  const recorded = z
    .record(z.string(), z.string())
    .parse(existsSync(join(chart, record)) ? read(record) : {});
  const references = imageFiles(chart).flatMap(file =>
    imagesIn(read(file), appVersion),
  );
  return [...new Set(references)].sort().map(reference => ({
    name: reference.replace(/:[^:/]*$/, '').replace(/^.*\//, ''),
    reference,
    digest: recorded[reference],
  }));
}
