import {
  consensusClients,
  executionClients,
  findConsensusClient,
  findExecutionClient,
  findNetwork,
  networks,
} from '.';

describe('tables by names from outside', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'have no entry %s',
    name => {
      for (const find of [
        findNetwork,
        findExecutionClient,
        findConsensusClient,
      ]) {
        expect(find(name)).toBeUndefined();
      }
      for (const table of [networks, executionClients, consensusClients]) {
        expect(name in table).toBe(false);
      }
    },
  );
});
