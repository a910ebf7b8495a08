import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signal } from '../integration/pair';
import { volumeOf } from './machine';
import { pairOf } from './network';
import type { NodeName } from './nodes';

/**
 * Gives the execution client another secret than the consensus client has read. Both read the file when they start, and only
 * one of them is started again.
 */
export async function changeSecret(
  name: NodeName,
): Promise<() => Promise<void>> {
  const file = join(await volumeOf(name, 'jwt'), 'jwt.hex');
  const before = await readFile(file, 'utf8');
  const restartWith = async (secret: string) => {
    await writeFile(file, secret);
    await signal(pairOf(name), 'execution', 'SIGTERM');
  };
  await restartWith(randomBytes(32).toString('hex'));
  return () => restartWith(before);
}
