import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { excessOf } from '../request/read';
import type { NodeRequest } from '../request/schema';
import { textFile } from './file';
import type { RepositoryFile } from './file';
import { readOwn } from './ownFile';
import { yamlText } from './yaml';

/** @public */
export const LOCK_PATH = 'blueprint.lock.yaml';

/** Version of the lock's format. */
const LOCK_VERSION = 'nodeyard.io/v1';

/** A path, quoted where it has to be, and its digest. */
const fileLine = /^ {2}(?:"(?:[^"\\]|\\.)*"|[\w./@-]+): sha256:[0-9a-f]{64}$/;

/** More than any blueprint writes. */
const MAX_FILES = 10_000;

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
  const content = {
    request,
    files: Object.fromEntries(
      files.map(file => [file.path, digestOf(file.content)]),
    ),
  };
  const lock = {
    apiVersion: LOCK_VERSION,
    kind: 'BlueprintLock',
    blueprint: { package: '@nodeyard/blueprint', version },
    checksum: checksumOf(content),
    ...content,
  };
  return textFile(LOCK_PATH, yamlText(lock, comment));
}

/** `sha256:` and 64 hexadecimal digits. */
export function digestOf(content: Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** Of request and digests, so that a lock which was edited, or merged by Git, is not taken for one that was written. */
function checksumOf({ request, files }: Pick<Lock, 'request' | 'files'>) {
  return digestOf(Buffer.from(JSON.stringify([request, files])));
}

const lockSchema = z.object({
  apiVersion: z.literal(LOCK_VERSION).optional(),
  kind: z.literal('BlueprintLock'),
  blueprint: z.object({ version: z.string().max(100) }).optional(),
  /** Absent in locks of before it. */
  checksum: z.string().optional(),
  request: z.record(z.string(), z.unknown()),
  files: z.record(z.string(), z.string()),
});

type Lock = z.infer<typeof lockSchema>;

/** What a directory's lock says; nothing where there is no lock that can be read. */
export async function readLock(directory: string): Promise<Lock | undefined> {
  try {
    return lockSchema.parse(
      lockedValue(String(await readOwn(directory, LOCK_PATH))),
    );
  } catch {
    return undefined;
  }
}

/** @throws Error for a text that would take the parser of YAML long, or is none */
function lockedValue(text: string): unknown {
  const start = text.indexOf('\nfiles:\n');
  const head = text.slice(0, start);
  const lines = text
    .slice(start + '\nfiles:\n'.length)
    .split('\n')
    .filter(line => line !== '');
  if (
    start < 0 ||
    excessOf(head) !== undefined ||
    lines.length > MAX_FILES ||
    !lines.every(line => fileLine.test(line))
  ) {
    throw new Error('is not as a blueprint writes it');
  }
  return parse(text);
}

/** Digests of a directory's lock by path; nothing where there is no lock that can be read. */
export async function lockedDigests(
  directory: string,
): Promise<Map<string, string> | undefined> {
  const lock = await readLock(directory);
  return lock && new Map(Object.entries(lock.files));
}

/** A lock that holds what a blueprint wrote into it. @public */
export interface IntactLock {
  /** Release that wrote the repository. */
  version: string;
  request: Record<string, unknown>;
  /** Digests by path. */
  files: ReadonlyMap<string, string>;
}

/** @public */
export type IntactLockResult =
  | { ok: true; lock: IntactLock }
  | { ok: false; reason: string; fix: string };

/** Reads the lock of a directory, and refuses one as {@link parseLock} does. */
export async function readIntactLock(
  directory: string,
): Promise<IntactLockResult> {
  return parseLock(String(await readOwn(directory, LOCK_PATH)));
}

/** Refuses a lock that was edited or that names paths outside the repository. @public */
export function parseLock(text: string): IntactLockResult {
  const value = valueOf(text);
  const parsed = lockSchema.safeParse(value);
  if (!parsed.success || !parsed.data.blueprint) {
    return refused(
      parsed.error?.issues[0]?.path[0] === 'apiVersion'
        ? `has another format than ${LOCK_VERSION}`
        : 'is missing or cannot be read',
    );
  }
  const lock = parsed.data;
  const paths = Object.keys(lock.files);
  if (paths.length === 0) return refused('lists no files');
  if (!paths.every(isInside)) {
    return refused('has a path outside the repository');
  }
  if (lock.checksum !== undefined && lock.checksum !== checksumOf(lock)) {
    return refused('was edited: its checksum is of another content');
  }
  return {
    ok: true,
    lock: {
      version: parsed.data.blueprint.version,
      request: lock.request,
      files: new Map(Object.entries(lock.files)),
    },
  };
}

function valueOf(text: string): unknown {
  try {
    return lockedValue(text);
  } catch {
    return undefined;
  }
}

/** Of the repository's own files; Git's are not. */
function isInside(path: string): boolean {
  return (
    !posix.isAbsolute(path) &&
    posix.normalize(path) === path &&
    !path.includes('\0') &&
    !path.split('/').some(name => /^(\.\.?|\.git)$/i.test(name)) &&
    !path.endsWith('/')
  );
}

function refused(reason: string): IntactLockResult {
  return {
    ok: false,
    reason,
    fix: `Name the root of a repository that nodeyard wrote, and restore ${LOCK_PATH} from its history.`,
  };
}
