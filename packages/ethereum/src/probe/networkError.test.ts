import { networkError } from './networkError';

describe('an error code that is the name of a property of every object', () => {
  it.each(Object.getOwnPropertyNames(Object.prototype))(
    '%s is an unknown code',
    code => {
      expect(networkError(Object.assign(new Error('no'), { code }))).toEqual({
        ok: false,
        reason: 'network',
        why: `connection failed: ${code}`,
      });
    },
  );
});
