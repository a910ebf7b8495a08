import { ensurePresent } from '../ensurePresent';
import { parseManifests, workloadsOf, type Manifest } from './manifests';
import { refusedAsExpected } from './matrixRefused';
import { installation } from './matrixValues';
import { peerPorts } from './peerPorts';
import { checkFlags } from './releaseFlags';
import { NETWORK, releaseNodes, type ReleaseNode } from './releaseNodes';
import { findingOf, type Finding, type Report } from './report';

/** Checks `versions` of the clients' data against flags and ports of rendered releases. */
export function checkReleases(report: Report, chart: string): void {
  for (const nodes of releaseNodes(chart)) {
    const { client } = ensurePresent(nodes[0]);
    let manifests: Manifest[] = [];
    let notes = '';
    report.check(`${client.name}: every release renders`, () => {
      const rendered = installation(chart, NETWORK, exposed(nodes));
      if (!rendered.ok) return { ok: false, problems: rendered.reason };
      manifests = parseManifests(rendered.manifest);
      notes = rendered.notes;
      return { ok: true, words: `${workloadsOf(manifests).length} nodes` };
    });
    if (manifests.length === 0) continue;
    for (const tag of new Set(nodes.map(node => node.tag))) {
      const ofTag = nodes.filter(node => node.tag === tag);
      report.check(
        `${client.name} ${tag}: flags are those of the release`,
        () => checkFlags(manifests, ofTag),
      );
      report.check(`${client.name} ${tag}: ports are the same everywhere`, () =>
        checkPorts(manifests, notes, ofTag),
      );
    }
    report.check(
      `${client.name}: node ports are those that a release listens on`,
      () => checkNodePorts(chart, nodes),
    );
  }
}

/** However their peers reach them. */
function exposed(nodes: readonly ReleaseNode[]): Record<string, unknown> {
  return Object.fromEntries(
    nodes.flatMap(({ name, listens, values }, i) => {
      const nodePorts = Object.fromEntries(
        listens.map((port, place) => [port, 30000 + i * 4 + place]),
      );
      const address = '203.0.113.7';
      return [
        [name, values],
        [`${name}-np`, { ...values, p2p: { exposure: 'nodePort', nodePorts } }],
        [
          `${name}-lb`,
          { ...values, p2p: { exposure: 'loadBalancer', address } },
        ],
      ];
    }),
  );
}

/** A port for peers is in the container, the Services, the policy and the notes, or nowhere. */
function checkPorts(
  manifests: readonly Manifest[],
  notes: string,
  nodes: readonly ReleaseNode[],
): Finding {
  let compared = 0;
  const problems = nodes.flatMap(({ name, listens }) =>
    ['', '-np', '-lb'].flatMap(exposure => {
      const fullname = `m-${name}${exposure}`;
      const places = peerPorts(manifests, notes, fullname);
      // TCP and UDP of each, and QUIC has UDP alone.
      const count =
        listens.length * 2 - Number(listens.includes('consensusQuic'));
      compared += Object.keys(places).length;
      const expected = [...ensurePresent(places.containers)].sort().join(', ');
      return Object.entries(places)
        .map(
          ([place, ports]) =>
            [place, [...ports].sort().join(', '), ports.length] as const,
        )
        .filter(([, ports, length]) => ports !== expected || length !== count)
        .map(
          ([place, ports]) =>
            `${fullname}: ${place} has ${
              ports || 'none'
            }, the containers ${expected}, of ${count}`,
        );
    }),
  );
  return findingOf(problems, `${compared} lists of ports`);
}

/** One too few where a release listens for QUIC, and one too many where it does not. */
function checkNodePorts(chart: string, nodes: readonly ReleaseNode[]): Finding {
  const wrong = nodes.map(({ name, listens, values }, i) => {
    const asked = listens.includes('consensusQuic')
      ? listens.filter(port => port !== 'consensusQuic')
      : [...listens, 'consensusQuic'];
    const nodePorts = Object.fromEntries(
      asked.map((port, place) => [port, 30000 + i * 4 + place]),
    );
    return [name, { ...values, p2p: { exposure: 'nodePort', nodePorts } }];
  });
  return refusedAsExpected(
    chart,
    NETWORK,
    Object.fromEntries(wrong),
    nodes.map(
      ({ name, listens }) =>
        `nodes.${name}.p2p.nodePorts.consensusQuic is ${
          listens.includes('consensusQuic') ? 'missing' : 'of no use'
        }`,
    ),
  );
}
