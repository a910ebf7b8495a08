import { ClusterError } from './cluster';

describe('an error of the API server', () => {
  it.each([
    ['no answer', 0, true],
    ['a token that is being renewed', 401, true],
    ['too many requests', 429, true],
    ['a server that restarts', 503, true],
    ['a right that is missing', 403, false],
    ['what an admission policy refuses', 422, false],
  ])('%s (%i): is transient: %s', (_, status, passing) => {
    expect(new ClusterError(status, 'message').isRetryable).toBe(passing);
  });
});
