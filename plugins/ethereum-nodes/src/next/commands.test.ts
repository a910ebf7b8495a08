import { nodeStates } from '@nodeyard/ethereum';
import { aNode } from '../__testUtils__/aNode';
import { commandsFor } from './commands';

const linesFor = (...args: Parameters<typeof aNode>) =>
  commandsFor(aNode(...args)).map(({ line }) => line);

describe('commandsFor', () => {
  it('names the real context, namespace and pod of a node in a cluster', () => {
    expect(linesFor({ state: 'WAITING_FOR_CL' })).toEqual([
      'kubectl --context staging --namespace payments logs payments-geth-0 --container consensus --tail 100',
      'kubectl --context staging --namespace payments get --raw /api/v1/namespaces/payments/pods/payments-geth-0:8099/proxy/status',
    ]);
  });

  it('takes the workload from the ID, as the name to show may be another', () => {
    expect(
      linesFor({
        id: 'staging~payments~eth-geth',
        name: 'Payments',
        state: 'SYNCING',
      })[0],
    ).toContain(' logs eth-geth-0 ');
  });

  it('quotes a cluster name that a shell would take apart', () => {
    expect(
      linesFor({ cluster: "team's cluster", state: 'SYNCING' })[0],
    ).toContain(`--context 'team'\\''s cluster' --namespace`);
  });

  it('asks the endpoint of a configured node', () => {
    const [chain] = linesFor({
      id: 'static~edge',
      source: 'static',
      cluster: undefined,
      namespace: undefined,
    });
    expect(chain).toContain('"method":"eth_chainId"');
    expect(chain).toMatch(/"\$EXECUTION_URL"$/);
  });

  it.each(nodeStates)('has a command for %s', state => {
    expect(linesFor({ state }).length).toBeGreaterThan(0);
  });
});
