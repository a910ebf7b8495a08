import { validate } from './environments';
import { renderEnvironment } from './layers';
import { parseManifests } from './manifests';
import { findingOf, type Report } from './report';

/** An environment with a gateway, in each mode of a mesh: does the cluster know what is rendered, and is the gateway there once? */
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
          virtualService: { enabled: true },
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
    report.check(`${name}: one gateway, which asks every node`, () => {
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
}
