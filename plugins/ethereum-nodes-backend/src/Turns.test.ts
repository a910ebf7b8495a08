import { mockCredentials } from '@backstage/backend-test-utils';
import type { Response } from 'express';
import { Turns } from './Turns';

const [alice, bob] = ['user:default/alice', 'user:default/bob'].map(ref =>
  mockCredentials.user(ref),
);

function aResponse() {
  const headers: Record<string, string> = {};
  const response = {
    destroyed: false,
    set: (name: string, value: string) => {
      headers[name] = value;
    },
  } as unknown as Response & { destroyed: boolean };
  return { response, headers };
}

describe('Turns', () => {
  const turns = new Turns();
  let begun: number;
  let end: () => void;
  let held: Promise<void>;
  const hold = async () => {
    begun += 1;
    await held;
  };
  beforeEach(() => {
    begun = 0;
    held = new Promise(resolve => {
      end = resolve;
    });
  });

  /** So many requests of Alice. */
  const many = (count: number) =>
    Array.from({ length: count }, () => {
      const { response, headers } = aResponse();
      const done = turns.take(alice, response, hold).then(
        () => 'answered',
        error => `${error.statusCode} ${headers['Retry-After']}`,
      );
      return { response, done };
    });
  const outcomes = async (asked: Array<{ done: Promise<string> }>) => {
    const all = await Promise.all(asked.map(({ done }) => done));
    const count = (what: string) => all.filter(one => one === what).length;
    return { answered: count('answered'), refused: count('429 1') };
  };

  it('answers six requests of a caller at a time and lets sixty wait, and refuses what goes beyond', async () => {
    const asked = many(200);
    await new Promise(setImmediate);
    expect(begun).toBe(6);
    end();
    expect(await outcomes(asked)).toEqual({ answered: 66, refused: 134 });
  });

  it('keeps no other caller waiting', async () => {
    const asked = many(200);
    const { response } = aResponse();
    let answered = false;
    await turns.take(bob, response, async () => {
      answered = true;
    });
    expect(answered).toBe(true);
    end();
    await outcomes(asked);
  });

  it('does nothing for a caller that has gone', async () => {
    const asked = many(66);
    await new Promise(setImmediate);
    asked.slice(6).forEach(({ response }) => {
      response.destroyed = true;
    });
    end();
    await outcomes(asked);
    expect(begun).toBe(6);
  });

  it('goes on after a request that failed', async () => {
    const { response } = aResponse();
    for (let i = 0; i < 10; i += 1)
      await expect(
        turns.take(alice, response, async () => {
          throw new Error('no database');
        }),
      ).rejects.toThrow('no database');
    end();
    expect(await outcomes(many(66))).toEqual({ answered: 66, refused: 0 });
  });
});
