import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { z } from 'zod';
import type { NodeRequest } from '../request/schema';
import { textFile } from './file';
import type { RepositoryFile } from './file';
import { readOwn } from './ownFile';
import { yamlText } from './yaml';

/** @public */
export const LOCK_PATH = 'blueprint.lock.yaml';

/** Version of the lock's format. */
export const LOCK_VERSION = 'nodeyard.io/v1';

const comment = [
  'What this repository was made from, and the SHA-256 of each file as it was written. An update compares them with what',
  'stands here now to tell your edits from ours, so leave this file as it is.',
].join('\n');

/** `blueprint.lock.yaml`: which blueprint and which request made which files. */
export function lockFile(
  request: NodeRequest,
  files: readonly RepositoryFile[],
  version: string,
): RepositoryFile {
  const lock = {
    apiVersion: LOCK_VERSION,
    kind: 'BlueprintLock',
    blueprint: { package: '@nodeyard/blueprint', version },
    request,
    files: Object.fromEntries(
      files.map(file => [file.path, digestOf(file.content)]),
    ),
  };
  return textFile(LOCK_PATH, yamlText(lock, comment));
}

/** `sha256:` and 64 hexadecimal digits. */
export function digestOf(content: Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

const lockedSchema = z.object({
  apiVersion: z.string().optional(),
  blueprint: z.object({ version: z.string() }).optional(),
  kind: z.literal('BlueprintLock'),
  request: z.record(z.string(), z.unknown()),
  files: z.record(z.string(), z.string()),
});

/** What a directory's lock says; nothing where there is no lock that can be read. */
export async function readLock(
  directory: string,
): Promise<z.infer<typeof lockedSchema> | undefined> {
  try {
    return lockedSchema.parse(
      parse(String(await readOwn(directory, LOCK_PATH))),
    );
  } catch {
    return undefined;
  }
}

/** Digests of a directory's lock by path; nothing where there is no lock that can be read. */
export async function lockedDigests(
  directory: string,
): Promise<Map<string, string> | undefined> {
  const lock = await readLock(directory);
  return lock && new Map(Object.entries(lock.files));
}
