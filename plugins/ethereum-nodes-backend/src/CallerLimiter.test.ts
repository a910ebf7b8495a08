import { EventEmitter } from 'node:events';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Response } from 'express';
import { CallerLimiter } from './CallerLimiter';
import { itemAt } from './__testUtils__/itemAt';

const alice = mockCredentials.user('user:default/alice');
const bob = mockCredentials.user('user:default/bob');

function aResponse() {
  const headers: Record<string, string> = {};
  const response = Object.assign(new EventEmitter(), {
    destroyed: false,
    set: (name: string, value: string) => {
      headers[name] = value;
    },
  });
  return {
    response: response as unknown as Response & typeof response,
    headers,
  };
}

describe('CallerLimiter', () => {
  let limiter: CallerLimiter;
  /** Pauses in seconds; those of refusals end with `go`. */
  let pauses: number[];
  let go: () => void;
  let begun: number;
  let end: () => void;
  let held: Promise<void>;
  const hold = async () => {
    begun += 1;
    await held;
  };
  beforeEach(() => {
    begun = 0;
    pauses = [];
    const gone = new Promise<void>(resolve => {
      go = resolve;
    });
    limiter = new CallerLimiter(async (milliseconds, response) => {
      if (!response) return;
      pauses.push(milliseconds / 1000);
      await gone;
    });
    held = new Promise(resolve => {
      end = resolve;
    });
  });

  /** A number of requests of Alice. */
  const many = (count: number) =>
    Array.from({ length: count }, () => {
      const { response, headers } = aResponse();
      const done = limiter.run(alice, response, hold).then(
        () => 'answered',
        error => `${error.statusCode} ${headers['Retry-After']}`,
      );
      return { response, done };
    });
  const outcomes = async (asked: Array<{ done: Promise<string> }>) => {
    const all = await Promise.all(asked.map(({ done }) => done));
    const count = (what: RegExp) => all.filter(one => what.test(one)).length;
    return { answered: count(/^answered$/), refused: count(/^429 \d+$/) };
  };

  it('handles six requests of a caller concurrently, queues sixty, and refuses further ones', async () => {
    const asked = many(66);
    await new Promise(setImmediate);
    expect(begun).toBe(6);
    asked.push(...many(134));
    end();
    go();
    expect(await outcomes(asked)).toEqual({ answered: 66, refused: 134 });
  });

  it('delays each refusal, longer with each one', async () => {
    const asked = many(200);
    await new Promise(setImmediate);
    const times = (count: number, seconds: number) =>
      Array<number>(count).fill(seconds);
    expect(pauses).toEqual(
      [1, 2, 3, 4, 5].flatMap(seconds => times(seconds < 5 ? 30 : 14, seconds)),
    );
    go();
    end();
    const answers = await Promise.all(asked.map(({ done }) => done));
    expect([...new Set(answers.slice(66))]).toEqual(
      [1, 2, 3, 4, 5].map(seconds => `429 ${seconds}`),
    );
  });

  it('delays at most a thousand refusals by at most 30 seconds, and closes the connections of further ones', async () => {
    const asked = many(66 + 1000);
    const { response, headers } = aResponse();
    await expect(limiter.run(alice, response, hold)).rejects.toThrow(
      '66 of your requests',
    );
    expect(headers).toMatchObject({ Connection: 'close' });
    expect(pauses).toHaveLength(1000);
    expect(Math.max(...pauses)).toBe(30);
    go();
    end();
    await outcomes(asked);
  });

  it('ends the delay when the connection closes', async () => {
    limiter = new CallerLimiter();
    const asked = many(67);
    await new Promise(setImmediate);
    itemAt(asked, 66).response.emit('close');
    expect(await itemAt(asked, 66).done).toBe('429 1');
    end();
    await outcomes(asked);
  });

  it('handles requests one at a time after refusals, and six again when none is pending', async () => {
    let [now, most] = [0, 0];
    const work = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
    };
    const first = many(67);
    await new Promise(setImmediate);
    end();
    await outcomes(first.slice(0, 66));
    const six = () =>
      Promise.all(
        Array.from({ length: 6 }, () =>
          limiter.run(alice, aResponse().response, work),
        ),
      );
    await six();
    expect(most).toBe(1);
    go();
    await outcomes(first);
    await six();
    expect(most).toBe(6);
  });

  it('does not delay other callers', async () => {
    const asked = many(200);
    const { response } = aResponse();
    let answered = false;
    await limiter.run(bob, response, async () => {
      answered = true;
    });
    expect(answered).toBe(true);
    go();
    end();
    await outcomes(asked);
  });

  it('drops a queued request whose connection has closed', async () => {
    const asked = many(66);
    await new Promise(setImmediate);
    asked.slice(6).forEach(({ response }) => {
      response.destroyed = true;
    });
    end();
    await outcomes(asked);
    expect(begun).toBe(6);
  });

  it('continues after a failed request', async () => {
    const { response } = aResponse();
    for (let i = 0; i < 10; i += 1) {
      await expect(
        limiter.run(alice, response, async () => {
          throw new Error('no database');
        }),
      ).rejects.toThrow('no database');
    }
    end();
    expect(await outcomes(many(66))).toEqual({ answered: 66, refused: 0 });
  });
});
