import { z } from 'zod';
import {
  digestSchema,
  instantSchema,
  nameSchema,
  snapshotIdSchema,
  STATE_FOLDER,
  UnexpectedFileError,
} from '@nodeyard/snapshot-store';
import { withTree } from '../files/tree';
import type { FileStamp } from './walk';

const MARKER = `${STATE_FOLDER}/restored.json`;
const DIRTY = `${STATE_FOLDER}/dirty.json`;
/** About 120 bytes for each file. */
const MAX_BYTES = 256 * 1024 * 1024;
/** In place of the id of a snapshot. */
export const IMPORTED = 'import';
const decimal = z.string().regex(/^\d{1,20}$/);

/** `.nodeyard/restored.json`: the state of a datadir right after its last restore. */
export const markerSchema = z.strictObject({
  format: z.literal('nodeyard-restored/1'),
  network: nameSchema,
  client: nameSchema,
  snapshot: snapshotIdSchema,
  /** Of the snapshot's manifest. */
  digest: digestSchema,
  block: z.number().int().min(0),
  restoredAt: instantSchema,
  /** Paths of the folders that were elsewhere; absent where there were none. */
  external: z.array(z.string()).optional(),
  /** Per path: size, mtime, ctime (nanoseconds), inode. */
  files: z.record(z.string(), z.tuple([z.number(), decimal, decimal, decimal])),
});

/** `.nodeyard/dirty.json`: the datadir is between two states. */
export const dirtySchema = z.strictObject({
  format: z.literal('nodeyard-dirty/1'),
  network: nameSchema,
  client: nameSchema,
  /** `IMPORTED` for an import of an archive. */
  snapshot: z.union([snapshotIdSchema, z.literal(IMPORTED)]),
  /** `partial` grows in `.partial`, `renaming` is moved into place, `inPlace` changes the datadir itself. */
  phase: z.enum(['partial', 'renaming', 'inPlace']),
  since: instantSchema,
  external: z.array(z.string()).optional(),
});

export type Marker = z.infer<typeof markerSchema>;
export type Dirty = z.infer<typeof dirtySchema>;

/** @returns undefined if it is missing or damaged: then every file is hashed */
export async function readMarker(datadir: string): Promise<Marker | undefined> {
  return parsed(markerSchema, await readStateFile(datadir, MARKER));
}

/** @returns `unreadable` for a damaged file: the datadir is dirty, with an unknown snapshot */
export async function readDirty(
  datadir: string,
): Promise<Dirty | 'unreadable' | undefined> {
  const text = await readStateFile(datadir, DIRTY);
  return text === undefined
    ? undefined
    : parsed(dirtySchema, text) ?? 'unreadable';
}

export function writeMarker(datadir: string, marker: Marker): Promise<void> {
  return writeStateFile(datadir, MARKER, JSON.stringify(marker));
}

export function writeDirty(datadir: string, dirty: Dirty): Promise<void> {
  return writeStateFile(datadir, DIRTY, JSON.stringify(dirty));
}

export async function removeDirty(datadir: string): Promise<void> {
  await withTree(datadir, async tree => {
    await tree.remove(DIRTY);
    await tree.sync(STATE_FOLDER);
  });
}

/** Write a file of the state folder atomically and durably. */
export async function writeStateFile(
  datadir: string,
  path: string,
  content: string,
): Promise<void> {
  await withTree(datadir, async tree => {
    await tree.createFolder(STATE_FOLDER);
    await tree.write(path, content);
  });
}

/** The recorded stamp of a file. */
export function markerStamp(
  marker: Marker,
  path: string,
): FileStamp | undefined {
  const stamp = Object.hasOwn(marker.files, path)
    ? marker.files[path]
    : undefined;
  if (!stamp) return undefined;
  const [size, mtime, ctime, inode] = stamp;
  return {
    size,
    mtime: BigInt(mtime),
    ctime: BigInt(ctime),
    inode: BigInt(inode),
  };
}

/** @returns undefined if it is missing; an empty text if it is not a regular file */
async function readStateFile(
  datadir: string,
  path: string,
): Promise<string | undefined> {
  try {
    const bytes = await withTree(datadir, tree => tree.read(path, MAX_BYTES));
    return bytes?.toString('utf8');
  } catch (error) {
    if (error instanceof UnexpectedFileError) return '';
    throw error;
  }
}

function parsed<T>(
  schema: z.ZodType<T>,
  text: string | undefined,
): T | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
