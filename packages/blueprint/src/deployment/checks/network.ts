import type { Check } from '../check';
import { matches, policySchema, serviceSchema } from '../objects';
import { condition, deploy, kubectl, nodesOf, rendered } from './lookup';

const endpoints: Check = {
  name: 'endpoints',
  title: 'Every Service leads to the ready pods, and nowhere else',
  needs: ['pods', 'endpointSlices'],
  judge: ({ wanted, seen }) =>
    rendered(wanted, 'Service', serviceSchema)
      .filter(
        ({ spec }) =>
          !spec.publishNotReadyAddresses &&
          Object.keys(spec.selector).length > 0,
      )
      .flatMap(({ metadata: { name }, spec }) => {
        const ready = seen.pods
          .filter(({ metadata }) => matches(spec.selector, metadata.labels))
          .filter(
            ({ status }) =>
              condition(status.conditions, 'Ready')?.status === 'True',
          )
          .map(({ status }) => status.podIPs.map(({ ip }) => ip));
        const led = seen.endpointSlices
          .filter(
            ({ metadata }) =>
              metadata.labels['kubernetes.io/service-name'] === name,
          )
          .flatMap(slice => slice.endpoints)
          .filter(({ conditions }) => conditions.ready !== false)
          .flatMap(({ addresses }) => addresses);
        const run = `${kubectl(
          wanted,
        )} get endpointslices -l kubernetes.io/service-name=${name} -o yaml`;
        const about = `Service/${name}`;
        const wrong = led.filter(address => !ready.flat().includes(address));
        if (wrong.length > 0)
          return [
            {
              about,
              problem: `leads to ${wrong.join(', ')}, which no ready pod has`,
              run,
            },
          ];
        // A Service is of one family by default: one of a pod's addresses is enough.
        const left = ready.flatMap(addresses =>
          addresses.some(address => led.includes(address))
            ? []
            : addresses.slice(0, 1),
        );
        return left.length > 0
          ? [
              {
                about,
                problem: `does not lead to the ready pod at ${left.join(', ')}`,
                run,
              },
            ]
          : [];
      }),
};

const peerAddress: Check = {
  name: 'peer-address',
  title: 'Every load balancer for peers has its address',
  needs: ['services'],
  judge: ({ wanted, seen }) =>
    rendered(wanted, 'Service', serviceSchema)
      .filter(({ spec }) => spec.type === 'LoadBalancer')
      .filter(({ metadata }) => {
        const live = seen.services.find(
          found => found.metadata.name === metadata.name,
        );
        return (
          live !== undefined &&
          (live.status?.loadBalancer?.ingress ?? []).length === 0
        );
      })
      .map(({ metadata: { name } }) => ({
        about: `Service/${name}`,
        problem:
          'waits for an address: peers from outside cannot reach the node',
        run: `${kubectl(wanted)} describe service ${name}`,
      })),
};

const exposed: Check = {
  name: 'exposed',
  title: 'No Service leads to a node that the environment does not know',
  needs: ['services'],
  judge: deployment =>
    deployment.seen.services
      .filter(
        ({ metadata, spec }) =>
          Object.keys(spec.selector).length > 0 &&
          !deployment.wanted.objects.some(
            ({ kind, metadata: named }) =>
              kind === 'Service' && named.name === metadata.name,
          ) &&
          nodesOf(deployment).some(({ wanted }) =>
            matches(spec.selector, wanted.spec.template.metadata.labels),
          ),
      )
      .map(({ metadata: { name }, spec }) => ({
        about: `Service/${name}`,
        problem: `leads to nodes as ${spec.type ?? 'ClusterIP'}, ${
          spec.publishNotReadyAddresses ? 'also to those that are behind, ' : ''
        }and is not of this environment`,
        run: `${kubectl(
          deployment.wanted,
        )} delete service ${name}   # if nobody needs it`,
      })),
};

const present: Check = {
  name: 'policies',
  title: 'Every network policy of the environment is there',
  needs: ['policies'],
  judge: ({ wanted, seen }) =>
    rendered(wanted, 'NetworkPolicy', policySchema)
      .filter(
        ({ metadata }) =>
          !seen.policies.some(live => live.metadata.name === metadata.name),
      )
      .map(({ metadata: { name } }) => ({
        about: `NetworkPolicy/${name}`,
        problem:
          'is missing: either somebody has no access who needs it, or everybody has',
        run: deploy(wanted),
      })),
};

const defaultDeny: Check = {
  name: 'default-deny',
  title: 'Every node is closed to all but those who are let in by name',
  needs: ['policies'],
  judge: deployment => {
    const asked = rendered(deployment.wanted, 'NetworkPolicy', policySchema);
    const closing = deployment.seen.policies.filter(
      ({ spec }) =>
        spec.policyTypes.length === 2 &&
        spec.ingress.length === 0 &&
        spec.egress.length === 0,
    );
    return nodesOf(deployment)
      .filter(({ wanted }) => {
        const labels = wanted.spec.template.metadata.labels;
        const isAsked = asked.some(({ spec }) =>
          matches(spec.podSelector.matchLabels, labels),
        );
        return (
          isAsked &&
          !closing.some(({ spec }) =>
            matches(spec.podSelector.matchLabels, labels),
          )
        );
      })
      .map(({ name }) => ({
        about: `NetworkPolicy/${name}-default-deny`,
        problem: `does not hold for ${name}: no policy denies it by default`,
        run: deploy(deployment.wanted),
      }));
  },
};

const open: Check = {
  name: 'open-policies',
  title: 'No other policy opens a node to everybody',
  needs: ['policies'],
  judge: deployment =>
    deployment.seen.policies
      .filter(
        ({ metadata, spec }) =>
          spec.ingress.some(rule => !('from' in rule)) &&
          !deployment.wanted.objects.some(
            ({ kind, metadata: named }) =>
              kind === 'NetworkPolicy' && named.name === metadata.name,
          ) &&
          nodesOf(deployment).some(({ wanted }) =>
            matches(
              spec.podSelector.matchLabels,
              wanted.spec.template.metadata.labels,
            ),
          ),
      )
      .map(({ metadata: { name } }) => ({
        about: `NetworkPolicy/${name}`,
        problem: 'lets everybody in to nodes, and is not of this environment',
        run: `${kubectl(
          deployment.wanted,
        )} delete networkpolicy ${name}   # if nobody needs it; who may call stands in networkPolicy.rpcFrom`,
      })),
};

export const networkChecks: readonly Check[] = [
  endpoints,
  peerAddress,
  exposed,
  defaultDeny,
  present,
  open,
];
