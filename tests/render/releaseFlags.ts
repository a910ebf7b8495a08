import { ensurePresent } from '../ensurePresent';
import { versionsInForce } from '../../packages/ethereum/src/clients/release';
import { workloadsOf, type Manifest } from './manifests';
import { clashes, halfRendered } from './matrixAccepted';
import type { ReleaseNode } from './releaseNodes';
import { findingOf, type Finding } from './report';

/** A flag of `versions` is passed to the releases that have it, with no less than they accept, and to no other. */
export function checkFlags(
  manifests: readonly Manifest[],
  nodes: readonly ReleaseNode[],
): Finding {
  const { client, tag } = ensurePresent(nodes[0]);
  const pods = workloadsOf(manifests).filter(({ metadata }) =>
    nodes.some(({ name }) => metadata.name?.startsWith(`m-${name}`)),
  );
  const containers = pods.flatMap(({ spec }) =>
    spec.template.spec.containers.filter(({ name }) => name === client.layer),
  );
  const args = containers.flatMap(container => container.args);
  const valuesOf = (flag: string) =>
    args
      .filter(arg => arg === flag || arg.startsWith(`${flag}=`))
      .map(arg => arg.slice(flag.length + 1));
  const entries = versionsInForce(client, tag);
  const problems = (client.versions ?? []).flatMap(entry => {
    const { flag, minimum, note } = entry;
    // A note is of a flag that its reader may pass, and the chart does not.
    if (flag === undefined || note !== undefined) return [];
    const values = valuesOf(flag);
    if (!entries.some(other => other.flag === flag)) {
      return values.length === 0 ? [] : [`${flag} is passed, and not known`];
    }
    if (!entries.includes(entry)) return [];
    if (values.length === 0) return [`${flag} is passed nowhere`];
    const least = Math.min(...values.map(Number));
    return minimum === undefined || least === minimum
      ? []
      : [`${flag} is ${least} at least, and not ${minimum}`];
  });
  const twice = containers.flatMap(container => {
    const flags = container.args.map(arg => arg.replace(/=.*/s, ''));
    return flags
      .filter((flag, i) => flags.indexOf(flag) < i)
      .map(flag => `${flag} is passed twice`);
  });
  return findingOf(
    [
      ...problems,
      ...twice,
      ...pods.flatMap(clashes),
      ...pods.flatMap(halfRendered),
    ],
    `${containers.length} containers, ${args.length} flags`,
  );
}
