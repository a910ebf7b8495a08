import { verificationFailure } from './documents';

const hash = `0x${'ab'.repeat(32)}`;

describe('the failure of a verification', () => {
  it.each([
    ['the client did not answer', 'no-response', null, 'none'],
    ['the client does not have the block', 'block-missing', null, '1.17.8'],
    ['the client has another block', 'block-differs', hash, '1.17.8'],
  ])('if %s, is %s', (_, failure, returned, clientVersion) => {
    const block = { number: 7, hash: returned };
    expect(
      verificationFailure({ result: 'failed', block, clientVersion }),
    ).toBe(failure);
  });

  it('is absent if it passed', () => {
    const block = { number: 7, hash };
    expect(
      verificationFailure({ result: 'passed', block, clientVersion: '1' }),
    ).toBeUndefined();
  });
});
