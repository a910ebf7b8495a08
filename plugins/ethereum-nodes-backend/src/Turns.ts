import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CustomErrorBase } from '@backstage/errors';
import type { Response } from 'express';
import limited from 'p-limit';

/** Of one caller, answered at a time: what a page of a node asks for, twice. */
const atOnce = 6;
/** Of one caller, that wait for their turn. */
const waiting = 60;
const retryAfterSeconds = 1;

/** 429: the caller has asked for more at a time than is answered to one. */
export class TooManyRequestsError extends CustomErrorBase {
  readonly statusCode = 429;
}

/**
 * Lets callers take turns: what one asks for at a time, however much, is answered a few at a time, and the rest refused, so that others find
 * the database and this process free. Callers are users and services, whatever address they come from.
 */
export class Turns {
  readonly #callers = new Map<string, limited.Limit>();

  /**
   * Does what a request asks for when it is the caller's turn, and nothing when the caller has gone before that.
   *
   * @throws TooManyRequestsError when too many requests of the caller wait already
   */
  async take(
    credentials: BackstageCredentials,
    response: Response,
    work: () => Promise<void>,
  ): Promise<void> {
    const caller = callerOf(credentials);
    const limit = this.#callers.get(caller) ?? limited(atOnce);
    if (limit.activeCount + limit.pendingCount >= atOnce + waiting) {
      response.set('Retry-After', String(retryAfterSeconds));
      throw new TooManyRequestsError(
        `${
          atOnce + waiting
        } requests of yours are being answered already. Ask again in ${retryAfterSeconds} s, and for less at a time.`,
      );
    }
    this.#callers.set(caller, limit);
    try {
      await limit(async () => {
        if (!response.destroyed) await work();
      });
    } finally {
      if (limit.activeCount + limit.pendingCount === 0)
        this.#callers.delete(caller);
    }
  }
}

/** Which kinds of principals there are is Backstage's matter; each kind has its own names. */
function callerOf({ principal }: BackstageCredentials): string {
  return JSON.stringify(principal);
}
