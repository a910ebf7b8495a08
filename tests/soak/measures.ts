import { readFile, readdir, readlink } from 'node:fs/promises';
import { z } from 'zod';

/** What a process has at one moment. Bytes; absent where it is not a Node process that says so. */
export interface Measure {
  /** Milliseconds since the epoch. */
  at: number;
  pid: number;
  rss: number;
  files: number;
  sockets: number;
  heap?: number;
  handles?: number;
}

const heapSchema = z.object({ heapUsed: z.number(), handles: z.number() });

/** @returns undefined for a process that is gone */
export async function measure(
  pid: number | undefined,
  heapFile?: string,
): Promise<Measure | undefined> {
  if (pid === undefined) return undefined;
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const rss = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
    const links = await Promise.all(
      (
        await readdir(`/proc/${pid}/fd`)
      ).map(name => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')),
    );
    const heap = heapFile ? await heapOf(heapFile) : undefined;
    return {
      at: Date.now(),
      pid,
      rss,
      files: links.length,
      sockets: links.filter(link => link.startsWith('socket:')).length,
      heap: heap?.heapUsed,
      handles: heap?.handles,
    };
  } catch {
    return undefined;
  }
}

async function heapOf(file: string) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  return heapSchema.parse(JSON.parse(text));
}
