import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import {
  digestSchema,
  instantSchema,
  nameSchema,
  snapshotIdSchema,
} from '../format/manifest';
import { STATE_FOLDER } from '../format/paths';
import { orAbsent, syncFolder } from '../store/fileStore';
import { LocalFile } from './walk';

const MARKER = `${STATE_FOLDER}/restored.json`;
const DIRTY = `${STATE_FOLDER}/dirty.json`;
const decimal = z.string().regex(/^\d{1,20}$/);

/** `.nodeyard/restored.json`: what a datadir was right after its last restore. */
export const markerSchema = z.strictObject({
  format: z.literal('nodeyard-restored/1'),
  network: nameSchema,
  client: nameSchema,
  snapshot: snapshotIdSchema,
  /** Of the snapshot's manifest. */
  digest: digestSchema,
  block: z.number().int().min(0),
  restoredAt: instantSchema,
  /** Per path: size, mtime, ctime (nanoseconds), inode. */
  files: z.record(z.string(), z.tuple([z.number(), decimal, decimal, decimal])),
});

/** `.nodeyard/dirty.json`: the datadir is between two states. */
export const dirtySchema = z.strictObject({
  format: z.literal('nodeyard-dirty/1'),
  network: nameSchema,
  client: nameSchema,
  snapshot: snapshotIdSchema,
  /** `partial` grows in `.partial`, `renaming` is moved into place, `inPlace` changes the datadir itself. */
  phase: z.enum(['partial', 'renaming', 'inPlace']),
  since: instantSchema,
});

export type Marker = z.infer<typeof markerSchema>;
export type Dirty = z.infer<typeof dirtySchema>;

/** @returns undefined when there is none, or none that can be read: then every file is hashed */
export async function readMarker(datadir: string): Promise<Marker | undefined> {
  return parsed(
    markerSchema,
    await orAbsent(readFile(join(datadir, MARKER), 'utf8')),
  );
}

/** @returns `unreadable` for a damaged marker: the datadir is dirty, nobody knows with what */
export async function readDirty(
  datadir: string,
): Promise<Dirty | 'unreadable' | undefined> {
  const text = await orAbsent(readFile(join(datadir, DIRTY), 'utf8'));
  return text === undefined
    ? undefined
    : parsed(dirtySchema, text) ?? 'unreadable';
}

export function writeMarker(datadir: string, marker: Marker): Promise<void> {
  return writeDurably(join(datadir, MARKER), JSON.stringify(marker));
}

export function writeDirty(datadir: string, dirty: Dirty): Promise<void> {
  return writeDurably(join(datadir, DIRTY), JSON.stringify(dirty));
}

export async function removeDirty(datadir: string): Promise<void> {
  await rm(join(datadir, DIRTY), { force: true });
  await syncFolder(join(datadir, STATE_FOLDER));
}

/** What the marker says of a file. */
export function markedFile(
  marker: Marker,
  path: string,
): LocalFile | undefined {
  if (!Object.hasOwn(marker.files, path)) return undefined;
  const [size, mtime, ctime, inode] = marker.files[path];
  return {
    path,
    size,
    mode: 0,
    mtime: BigInt(mtime),
    ctime: BigInt(ctime),
    inode: BigInt(inode),
  };
}

/** Write a file so that it is whole or absent after a crash. */
export async function writeDurably(
  path: string,
  content: string | Buffer,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.tmp`;
  await writeFile(temporary, content);
  const file = await open(temporary, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
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
