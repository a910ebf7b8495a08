import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CustomErrorBase } from '@backstage/errors';
import type { Response } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import limited from 'p-limit';

/** Of one caller, answered at a time: what a page of a node asks for, twice. */
const MAX_CONCURRENT = 6;
/** Of one caller, that wait for their turn. */
const MAX_QUEUED = 60;
/** Of one caller, refused and not yet answered so. */
const MAX_DELAYED_REFUSALS = 1000;
/** A refusal is kept back a second longer after each so many. */
const REFUSALS_PER_DELAY_SECOND = 30;
/** The longest that a refusal is kept back. */
const MAX_DELAY_SECONDS = 30;

/** 429: the caller has asked for more at a time than is answered to one. */
export class TooManyRequestsError extends CustomErrorBase {
  readonly statusCode = 429;
}

/** What is going on for one caller; forgotten when nothing is. */
class Caller {
  readonly concurrent = limited(MAX_CONCURRENT);
  /** For a caller that goes on asking for too much. */
  readonly serial = limited(1);
  /** Requests that were refused since the caller had nothing to wait for. */
  refusals = 0;
  /** Those whose refusal is kept back. */
  delayedRefusals = 0;

  get pending(): number {
    return this.concurrent.activeCount + this.concurrent.pendingCount;
  }
}

/**
 * Lets callers take turns: what one asks for at a time, however much, is answered a few at a time, and the rest refused, so that others find
 * the database and this process free. Callers are users and services, whatever address they come from.
 *
 * A caller that asks again as soon as it is refused would keep this process busy with refusals: each is kept back, for longer the more there
 * were. While there are, what the caller is answered is answered one by one, with a pause after each that is as long as the answer took.
 */
export class CallerLimiter {
  readonly #callers = new Map<string, Caller>();
  readonly #pause: Pause;

  /** @param pause - for tests, which do not wait */
  constructor(pause: Pause = pauseWhileConnected) {
    this.#pause = pause;
  }

  /**
   * Does what a request asks for when it is the caller's turn, and nothing when the caller has gone before that.
   *
   * @throws TooManyRequestsError when too many requests of the caller wait already
   */
  async run(
    credentials: BackstageCredentials,
    response: Response,
    work: () => Promise<void>,
  ): Promise<void> {
    const name = callerKey(credentials);
    const caller = this.#callers.get(name) ?? new Caller();
    this.#callers.set(name, caller);
    try {
      if (caller.pending >= MAX_CONCURRENT + MAX_QUEUED)
        await this.#refuse(caller, response);
      else await caller.concurrent(() => this.#answer(caller, response, work));
    } finally {
      if (caller.pending + caller.delayedRefusals === 0)
        this.#callers.delete(name);
    }
  }

  async #answer(
    caller: Caller,
    response: Response,
    work: () => Promise<void>,
  ): Promise<void> {
    const unlessGone = async () => {
      if (!response.destroyed) await work();
    };
    if (caller.refusals === 0) return unlessGone();
    return caller.serial(async () => {
      const began = performance.now();
      try {
        await unlessGone();
      } finally {
        await this.#pause(
          Math.min(MAX_DELAY_SECONDS * 1000, performance.now() - began),
        );
      }
    });
  }

  async #refuse(caller: Caller, response: Response): Promise<never> {
    caller.refusals += 1;
    const seconds = Math.min(
      MAX_DELAY_SECONDS,
      Math.ceil(caller.refusals / REFUSALS_PER_DELAY_SECOND),
    );
    response.set('Retry-After', String(seconds));
    if (caller.delayedRefusals < MAX_DELAYED_REFUSALS) {
      caller.delayedRefusals += 1;
      await this.#pause(seconds * 1000, response);
      caller.delayedRefusals -= 1;
    } else {
      response.set('Connection', 'close');
    }
    throw new TooManyRequestsError(
      `${
        MAX_CONCURRENT + MAX_QUEUED
      } requests of yours are being answered already. Ask again in ${seconds} s, and for less at a time.`,
    );
  }
}

/** Waits, and not after the caller of a response has gone. */
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

/** Which kinds of principals there are is Backstage's matter; each kind has its own names. */
function callerKey({ principal }: BackstageCredentials): string {
  return JSON.stringify(principal);
}
