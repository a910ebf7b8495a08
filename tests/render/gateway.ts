import { ensurePresent } from '../ensurePresent';
import { validate } from './environments';
import { renderEnvironment } from './layers';
import { parseManifests } from './manifests';
import { findingOf, type Report } from './report';

/** Checks an environment with a gateway, in each mode of a mesh: valid objects, and exactly one gateway. */
export function checkGateway(
  report: Report,
  directory: string,
  schemas: readonly string[],
): void {
  for (const mode of ['none', 'sidecar', 'ambient']) {
    const rendered = renderEnvironment(directory, {
      network: 'sepolia',
      exposure: {
        rpc: 'gateway',
        gateway: {
          webSocket: true,
          httpRoute: { enabled: true, parentRefs: [{ name: 'public' }] },
        },
      },
      mesh: { mode },
      nodes: Object.fromEntries(
        ['geth', 'reth'].map(client => [
          `${client}-0`,
          { execution: { client }, consensus: { client: 'lighthouse' } },
        ]),
      ),
    });
    const name = `gateway, mesh ${mode}`;
    if (!rendered.ok) {
      report.check(`${name}: helmfile template`, () => ({
        ok: false,
        problems: rendered.reason,
      }));
      continue;
    }
    report.check(`${name}: kubeconform`, () =>
      validate(rendered.output, schemas, directory),
    );
    report.check(`${name}: one gateway, with every node as upstream`, () => {
      const configurations = parseManifests(rendered.output).flatMap(
        ({ data }) => data?.['haproxy.cfg'] ?? [],
      );
      const asked = configurations[0]?.match(/^ +server \S+/gm) ?? [];
      return findingOf(
        [
          ...(configurations.length === 1
            ? []
            : [`${configurations.length} gateways`]),
          // Each for HTTP and for WebSocket.
          ...(asked.length === 4 ? [] : [`it asks ${asked.join(', ')}`]),
        ],
        '2 nodes',
      );
    });
  }
  checkHistories(report, directory);
}

/** Checks that pod, gateway and upgrade gate derive the same history of a node. */
function checkHistories(report: Report, directory: string): void {
  const ofGeth = (history: string) => ({ execution: { history } });
  const ofAll = { execution: { history: 'full' } };
  const ofClients = { clients: { geth: { history: 'full' } } };
  const inClients = { 'clients/geth.yaml': ofGeth('pre-prague') };
  const inNetworks = { 'networks/hoodi.yaml': ofGeth('pre-prague') };
  const cases: Array<[string, string, object, Record<string, unknown>]> = [
    ['the facts', 'nodes', {}, {}],
    ['values/networks', 'nodes', {}, inNetworks],
    ['values/clients', 'nodes', {}, inClients],
    ['the environment before values/clients', 'nodes', ofAll, inClients],
    ['clients of the environment', 'nodes', ofClients, inClients],
    ['values/clients', 'serve', {}, inClients],
  ];
  for (const [where, kind, environment, layers] of cases) {
    report.check(`gateway: history of ${kind} by ${where}`, () => {
      const values = {
        network: 'hoodi',
        exposure: { rpc: 'gateway' },
        ...environment,
        [kind]: { geth: pair('geth'), reth: pair('reth', 'full') },
      };
      const rendered = renderEnvironment(directory, values, layers);
      if (!rendered.ok) return { ok: false, problems: rendered.reason };
      const built = renderEnvironment(directory, values, layers, 'build');
      if (!built.ok) return { ok: false, problems: built.reason };
      const inPods = historiesIn(rendered.output);
      const atGate = historiesIn(built.output);
      const differs = new Set(inPods).size > 1;
      const isRouted = rendered.output.includes('backend nodes-history');
      return findingOf(
        [
          ...(inPods.length === 2 ? [] : [`pods have ${inPods}`]),
          ...(kind === 'serve' || inPods.join() === atGate.join()
            ? []
            : [`pods have ${inPods}, and the gate has ${atGate}`]),
          ...(isRouted === differs
            ? []
            : [`pods have ${inPods}: routed by history is ${isRouted}`]),
        ],
        inPods.join(', '),
      );
    });
  }
}

function pair(client: string, history?: string) {
  const resources = { requests: { cpu: 1 } };
  return {
    execution: { client, resources, ...(history ? { history } : {}) },
    consensus: { client: 'lighthouse', resources },
  };
}

function historiesIn(text: string): string[] {
  return [...text.matchAll(/--history=([a-z-]*)/g)]
    .map(([, history]) => ensurePresent(history))
    .sort();
}
