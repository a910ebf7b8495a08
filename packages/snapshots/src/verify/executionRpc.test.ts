import { once } from 'node:events';
import { createServer } from 'node:http';
import { executionRpc } from './executionRpc';

async function askBlock(answer: object | string): Promise<unknown> {
  const server = createServer((_, response) => {
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  try {
    return await executionRpc(`http://127.0.0.1:${port}`).block(7);
  } finally {
    server.close();
  }
}

const hash = `0x${'ab'.repeat(32)}`;

describe('a requested block', () => {
  it.each([
    [
      'an error of the client',
      { error: { code: -32000, message: 'pruned history unavailable' } },
      'eth_getBlockByNumber: pruned history unavailable',
    ],
    [
      'an error without a message',
      { error: { code: -32601 } },
      'eth_getBlockByNumber: error -32601',
    ],
    [
      'an error of another shape',
      { error: 'no' },
      'eth_getBlockByNumber: its response is not valid (error): Invalid input: expected object, received string',
    ],
    [
      'a block without a number',
      { result: { hash, timestamp: '0x1' } },
      'eth_getBlockByNumber: its response is not valid (number): Invalid input: expected string, received undefined',
    ],
    [
      'another document',
      '[]',
      'eth_getBlockByNumber: its response is not valid: Invalid input: expected object, received array',
    ],
  ])('fails with the reason for %s', async (_, answer, message) => {
    await expect(askBlock(answer)).rejects.toThrow(new Error(message));
  });

  it('is found although the response has "error": null', async () => {
    const block = { number: '0x7', hash, timestamp: '0x10' };
    expect(await askBlock({ result: block, error: null })).toEqual({
      number: 7,
      hash,
      timestamp: 16,
    });
  });

  it('is undefined if the client does not have it', async () => {
    expect(await askBlock({ result: null })).toBeUndefined();
  });
});
