import { consensusClients, executionClients, networks } from '.';

describe('tables by names that come from outside', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'have nothing under %s',
    name => {
      for (const table of [networks, executionClients, consensusClients]) {
        expect(table[name]).toBeUndefined();
        expect(name in table).toBe(false);
      }
    },
  );
});
