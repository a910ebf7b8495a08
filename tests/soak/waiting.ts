import { setTimeout as sleep } from 'node:timers/promises';
import type { Backend } from './backend';

/** Again and again until a time; a run that takes longer delays the next one. */
export async function repeat(
  everyMs: number,
  to: number,
  signal: AbortSignal,
  task: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted && Date.now() < to) {
    const next = Date.now() + everyMs;
    await task();
    await sleep(Math.max(0, Math.min(next, to) - Date.now()), undefined, {
      signal,
    }).catch(() => {});
  }
}

/** Waits until each backend has looked at every node once. @throws Error after three minutes */
export async function untilAllSeen(
  backends: readonly Backend[],
  count: number,
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + 180_000;
  for (const backend of backends) {
    for (;;) {
      const nodes = await backend.nodes();
      const judgedNodes = nodes?.filter(
        ({ summary }) => summary !== 'Not probed yet',
      );
      if (
        nodes &&
        nodes.length >= count &&
        judgedNodes?.length === nodes.length
      ) {
        break;
      }
      signal.throwIfAborted();
      if (Date.now() > deadline) {
        throw new Error(
          `${backend.name} has seen ${judgedNodes?.length} nodes in three minutes`,
        );
      }
      await sleep(1_000);
    }
  }
}
