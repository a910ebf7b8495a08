import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CustomErrorBase } from '@backstage/errors';
import type { Response } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import limited from 'p-limit';

/** Concurrent requests of one caller: twice as many as the page of a node sends. */
const MAX_CONCURRENT = 6;
/** Queued requests of one caller. */
const MAX_QUEUED = 60;
/** Refused requests of one caller whose 429 is delayed. */
const MAX_DELAYED_REFUSALS = 1000;
/** The delay of a 429 grows by one second after this many refusals. */
const REFUSALS_PER_DELAY_SECOND = 30;
/** Longest delay of a 429. */
const MAX_DELAY_SECONDS = 30;

/** 429: too many concurrent requests of one caller. */
class TooManyRequestsError extends CustomErrorBase {
  readonly statusCode = 429;
}

/** Requests of one caller; deleted when it has none. */
class Caller {
  readonly concurrent = limited(MAX_CONCURRENT);
  /** Used while the caller has been refused. */
  readonly serial = limited(1);
  /** Refused requests since the caller last had no pending request. */
  refusals = 0;
  /** Refused requests whose 429 is delayed. */
  delayedRefusals = 0;

  get pending(): number {
    return this.concurrent.activeCount + this.concurrent.pendingCount;
  }
}

/**
 * Limits the concurrent requests of each caller, so that one caller cannot occupy the database and the process. A caller is a user or a
 * service, independent of its address. Requests beyond the limit are queued, and refused with 429 when the queue is full.
 *
 * A caller that retries immediately would keep the process busy with refusals. Each 429 is therefore delayed, longer with each refusal.
 * Until the caller has no pending request, its other requests are handled one at a time, each followed by a pause of the same length.
 */
export class CallerLimiter {
  private readonly callers = new Map<string, Caller>();
  private readonly pause: Pause;

  /** @param pause - replaced in tests, which do not wait */
  constructor(pause: Pause = pauseWhileConnected) {
    this.pause = pause;
  }

  /**
   * Runs the handler of a request within the limits of its caller. A request whose connection closes while it is queued is dropped.
   *
   * @throws TooManyRequestsError when the queue of the caller is full
   */
  async run(
    credentials: BackstageCredentials,
    response: Response,
    work: () => Promise<void>,
  ): Promise<void> {
    const name = callerKey(credentials);
    const caller = this.callers.get(name) ?? new Caller();
    this.callers.set(name, caller);
    try {
      if (caller.pending >= MAX_CONCURRENT + MAX_QUEUED) {
        await this.refuse(caller, response);
      } else {
        await caller.concurrent(() => this.answer(caller, response, work));
      }
    } finally {
      if (caller.pending + caller.delayedRefusals === 0) {
        this.callers.delete(name);
      }
    }
  }

  private async answer(
    caller: Caller,
    response: Response,
    work: () => Promise<void>,
  ): Promise<void> {
    const runIfConnected = async () => {
      if (!response.destroyed) await work();
    };
    if (caller.refusals === 0) return runIfConnected();
    return caller.serial(async () => {
      const began = performance.now();
      try {
        await runIfConnected();
      } finally {
        await this.pause(
          Math.min(MAX_DELAY_SECONDS * 1000, performance.now() - began),
        );
      }
    });
  }

  private async refuse(caller: Caller, response: Response): Promise<never> {
    caller.refusals += 1;
    const seconds = Math.min(
      MAX_DELAY_SECONDS,
      Math.ceil(caller.refusals / REFUSALS_PER_DELAY_SECOND),
    );
    response.set('Retry-After', String(seconds));
    if (caller.delayedRefusals < MAX_DELAYED_REFUSALS) {
      caller.delayedRefusals += 1;
      await this.pause(seconds * 1000, response);
      caller.delayedRefusals -= 1;
    } else {
      response.set('Connection', 'close');
    }
    throw new TooManyRequestsError(
      `${
        MAX_CONCURRENT + MAX_QUEUED
      } of your requests are pending. Retry after ${seconds} s, with fewer concurrent requests.`,
    );
  }
}

/** Waits, at most until the connection of the response closes. */
type Pause = (milliseconds: number, response?: Response) => Promise<void>;

async function pauseWhileConnected(
  milliseconds: number,
  response?: Response,
): Promise<void> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  response?.once('close', leave);
  const { signal } = gone;
  await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => {});
  response?.off('close', leave);
}

/** Any kind of principal; names are unique within a kind. */
function callerKey({ principal }: BackstageCredentials): string {
  return JSON.stringify(principal);
}
