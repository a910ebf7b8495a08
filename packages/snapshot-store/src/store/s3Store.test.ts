/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { ensurePresent } from '../../../../tests/ensurePresent';
import { withFakeBucket } from '../testing/fakeBucket';

const LENGTH = 200_000;

describe('a read from a bucket into memory of the caller', () => {
  it('that timed out writes nothing there during a retry, or later', async () => {
    const answers: ServerResponse[] = [];
    await withFakeBucket(
      (_, answer) => {
        answers.push(answer);
        answer.writeHead(206, { 'content-length': LENGTH });
        if (answers.length === 1) {
          answer.write(Buffer.alloc(LENGTH / 2, 'late'));
        } else {
          answer.end(Buffer.alloc(LENGTH, 'y'));
        }
      },
      { timeoutMs: 1_000 },
      async store => {
        const into = Buffer.alloc(LENGTH);
        const range = { offset: 0, length: LENGTH };
        const found = await store.read('packs/ab/one', { range, into });
        expect(answers).toHaveLength(2);
        expect(found?.bytes.buffer).toBe(into.buffer);
        const first = ensurePresent(answers[0]);
        first.write(Buffer.alloc(LENGTH / 2, 'late'));
        if (!first.closed) await once(first, 'close');
        expect(into.equals(Buffer.alloc(LENGTH, 'y'))).toBe(true);
      },
    );
  });
});

describe('a response without Content-Length', () => {
  const range = { offset: 0, length: LENGTH };
  const into = Buffer.alloc(LENGTH);
  const readFrom = async (
    bytes: number,
    end: (answer: ServerResponse) => void,
  ) => {
    let reading: Promise<unknown> | undefined;
    await withFakeBucket(
      (_, answer) => {
        answer.writeHead(206);
        answer.write(Buffer.alloc(bytes / 2, 'y'));
        answer.write(Buffer.alloc(bytes / 2, 'y'), () => end(answer));
      },
      { attempts: 1 },
      async store => {
        reading = store.read('packs/ab/one', { range, into });
        await reading.catch(() => {});
      },
    );
    return reading;
  };

  it('is read to its end', async () => {
    expect(await readFrom(LENGTH, answer => answer.end())).toMatchObject({
      bytes: Buffer.alloc(LENGTH, 'y'),
    });
  });

  it('is refused when it is truncated', async () => {
    await expect(
      readFrom(LENGTH, answer => answer.destroy()),
    ).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('is refused when it is longer than the range', async () => {
    await expect(readFrom(LENGTH + 2, answer => answer.end())).rejects.toThrow(
      `more than ${LENGTH} bytes`,
    );
  });
});

describe('an error of a bucket', () => {
  const keys = {
    AWS_ACCESS_KEY_ID: 'AKIACANARY7F3Q9',
    AWS_SECRET_ACCESS_KEY: 'canary/secret+7f3q9',
    AWS_SESSION_TOKEN: 'canary/session+7f3q9==',
  };

  it('does not carry the keys that the request was signed with', async () => {
    Object.assign(process.env, keys);
    await withFakeBucket(
      (request, answer) => {
        answer.writeHead(403, { 'content-type': 'application/xml' });
        answer.end(
          `<Error><Code>SignatureDoesNotMatch</Code><Message>Not yours: ${JSON.stringify(
            request.headers,
          ).replaceAll('"', '&quot;')} ${
            keys.AWS_SECRET_ACCESS_KEY
          } ${encodeURIComponent(keys.AWS_SESSION_TOKEN)}</Message></Error>`,
        );
      },
      {},
      async store => {
        const error: Error = await store.read('latest.json').then(
          () => new Error('it was read'),
          reason => reason,
        );
        expect(error.message).toContain('SignatureDoesNotMatch: Not yours');
        expect(error.message).toContain('***');
        expect(error.message).not.toMatch(/canary/i);
      },
    ).finally(() => delete process.env.AWS_SESSION_TOKEN);
  });
});
