import { nodeStates } from '@nodeyard/ethereum';
import { aNode } from '../__testUtils__/aNode';
import { commandsFor } from './commands';

const linesFor = (...args: Parameters<typeof aNode>) =>
  commandsFor(aNode(...args)).map(({ line }) => line);

describe('commandsFor', () => {
  it('uses context, namespace and pod of a node in a cluster', () => {
    expect(linesFor({ state: 'WAITING_FOR_CL' })).toEqual([
      'kubectl --context staging --namespace payments logs payments-geth-0 --container consensus --tail 100',
      'kubectl --context staging --namespace payments get --raw /api/v1/namespaces/payments/pods/payments-geth-0:8099/proxy/status',
    ]);
  });

  it('takes the workload from the ID, because the display name may differ', () => {
    expect(
      linesFor({
        id: 'staging~payments~eth-geth',
        name: 'Payments',
        state: 'SYNCING',
      })[0],
    ).toContain(' logs eth-geth-0 ');
  });

  it('uses the Deployment of a pool, because the names of its pods change', () => {
    const pool = { name: 'rpc', role: 'serve' };
    expect(linesFor({ ...pool, state: 'UNREACHABLE' })).toEqual([
      'kubectl --context staging --namespace payments get pods --selector ethereum.nodeyard.io/role=serve --output wide',
      'kubectl --context staging --namespace payments describe deployment rpc',
      'kubectl --context staging --namespace payments logs deployment/rpc --all-pods --container execution --previous --ignore-errors --tail 100',
      'kubectl --context staging --namespace payments logs deployment/rpc --all-pods --container execution --tail 100',
    ]);
    for (const state of nodeStates) {
      expect(linesFor({ ...pool, state }).join()).not.toContain('rpc-0');
    }
  });

  it('uses no sidecar for a pod of another chart', () => {
    const other = { id: 'staging~eth~pod:payments-geth-0', namespace: 'eth' };
    expect(linesFor({ ...other, state: 'UNREACHABLE' })).toEqual([
      'kubectl --context staging --namespace eth describe pod payments-geth-0',
      'kubectl --context staging --namespace eth logs payments-geth-0 --all-containers --previous --tail 100',
      'kubectl --context staging --namespace eth logs payments-geth-0 --all-containers --tail 100',
    ]);
    for (const state of nodeStates) {
      const lines = linesFor({ ...other, state });
      expect(lines).not.toEqual([]);
      expect(lines.join()).not.toContain('8099');
    }
  });

  it('quotes cluster names for the shell', () => {
    expect(
      linesFor({ cluster: "team's cluster", state: 'SYNCING' })[0],
    ).toContain(`--context 'team'\\''s cluster' --namespace`);
  });

  it('calls the endpoint of a static node', () => {
    const [chain] = linesFor({
      id: 'static~edge',
      source: 'static',
      cluster: undefined,
      namespace: undefined,
    });
    expect(chain).toContain('"method":"eth_chainId"');
    expect(chain).toMatch(/"\$EXECUTION_URL"$/);
  });

  it('calls a static node at its URL for callers if that is HTTP', () => {
    const edge = {
      id: 'static~edge',
      source: 'static',
      cluster: undefined,
      namespace: undefined,
    };
    const [chain] = linesFor({
      ...edge,
      callersUrl: "https://rpc.example.com/?team=o'hara&x",
    });
    expect(chain).toMatch(/ 'https:\/\/rpc.example.com\/\?team=o'\\''hara&x'$/);
    const [other] = linesFor({ ...edge, callersUrl: 'wss://rpc.example.com' });
    expect(other).toMatch(/"\$EXECUTION_URL"$/);
  });

  it.each(nodeStates)('has a command for %s', state => {
    expect(linesFor({ state }).length).toBeGreaterThan(0);
  });
});
