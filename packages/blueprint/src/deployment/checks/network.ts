import type { Check } from '../check';
import { matches, policySchema, serviceSchema } from '../objects';
import {
  findCondition,
  deployCommand,
  kubectlForNodes,
  nodesOf,
  renderedObjects,
} from './lookup';

const endpoints: Check = {
  name: 'endpoints',
  title: 'Every Service has exactly the ready pods as endpoints',
  needs: ['pods', 'endpointSlices'],
  judge: ({ desired, observed }) =>
    renderedObjects(desired, 'Service', serviceSchema)
      .filter(
        ({ spec }) =>
          !spec.publishNotReadyAddresses &&
          Object.keys(spec.selector).length > 0,
      )
      .flatMap(({ metadata: { name }, spec }) => {
        const ready = observed.pods
          .filter(({ metadata }) => matches(spec.selector, metadata.labels))
          .filter(
            ({ status }) =>
              findCondition(status.conditions, 'Ready')?.status === 'True',
          )
          .map(({ status }) => status.podIPs.map(({ ip }) => ip));
        const led = observed.endpointSlices
          .filter(
            ({ metadata }) =>
              metadata.labels['kubernetes.io/service-name'] === name,
          )
          .flatMap(slice => slice.endpoints)
          .filter(({ conditions }) => conditions.ready !== false)
          .flatMap(({ addresses }) => addresses);
        const run = `${kubectlForNodes(
          desired,
        )} get endpointslices -l kubernetes.io/service-name=${name} -o yaml`;
        const about = `Service/${name}`;
        const wrong = led.filter(address => !ready.flat().includes(address));
        if (wrong.length > 0) {
          return [
            {
              about,
              problem: `has the endpoints ${wrong.join(
                ', ',
              )}, which are of no ready pod`,
              run,
            },
          ];
        }
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
                problem: `has no endpoint for the ready pod at ${left.join(
                  ', ',
                )}`,
                run,
              },
            ]
          : [];
      }),
};

const peerAddress: Check = {
  name: 'peer-address',
  title: 'Every load balancer for peers has an address',
  needs: ['services'],
  judge: ({ desired, observed }) =>
    renderedObjects(desired, 'Service', serviceSchema)
      .filter(({ spec }) => spec.type === 'LoadBalancer')
      .filter(({ metadata }) => {
        const live = observed.services.find(
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
        run: `${kubectlForNodes(desired)} describe service ${name}`,
      })),
};

const exposed: Check = {
  name: 'exposed',
  title: 'No Service outside of the environment selects a node',
  needs: ['services'],
  judge: deployment =>
    deployment.observed.services
      .filter(
        ({ metadata, spec }) =>
          Object.keys(spec.selector).length > 0 &&
          !deployment.desired.objects.some(
            ({ kind, metadata: named }) =>
              kind === 'Service' && named.name === metadata.name,
          ) &&
          nodesOf(deployment).some(({ desired }) =>
            matches(spec.selector, desired.spec.template.metadata.labels),
          ),
      )
      .map(({ metadata: { name }, spec }) => ({
        about: `Service/${name}`,
        problem: `selects nodes as ${spec.type ?? 'ClusterIP'}, ${
          spec.publishNotReadyAddresses ? 'including unready ones, ' : ''
        }and is not of this environment`,
        run: `${kubectlForNodes(
          deployment.desired,
        )} delete service ${name}   # if it is unused`,
      })),
};

const present: Check = {
  name: 'policies',
  title: 'Every network policy of the environment exists',
  needs: ['policies'],
  judge: ({ desired, observed }) =>
    renderedObjects(desired, 'NetworkPolicy', policySchema)
      .filter(
        ({ metadata }) =>
          !observed.policies.some(live => live.metadata.name === metadata.name),
      )
      .map(({ metadata: { name } }) => ({
        about: `NetworkPolicy/${name}`,
        problem:
          'is missing: permitted callers may be blocked, or any caller admitted',
        run: deployCommand(desired),
      })),
};

const defaultDeny: Check = {
  name: 'default-deny',
  title: 'Every node is covered by a default-deny policy',
  needs: ['policies'],
  judge: deployment => {
    const asked = renderedObjects(
      deployment.desired,
      'NetworkPolicy',
      policySchema,
    );
    const closing = deployment.observed.policies.filter(
      ({ spec }) =>
        spec.policyTypes.length === 2 &&
        spec.ingress.length === 0 &&
        spec.egress.length === 0,
    );
    return nodesOf(deployment)
      .filter(({ desired }) => {
        const labels = desired.spec.template.metadata.labels;
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
        run: deployCommand(deployment.desired),
      }));
  },
};

const open: Check = {
  name: 'open-policies',
  title: 'No other policy admits all callers to a node',
  needs: ['policies'],
  judge: deployment =>
    deployment.observed.policies
      .filter(
        ({ metadata, spec }) =>
          spec.ingress.some(rule => !('from' in rule)) &&
          !deployment.desired.objects.some(
            ({ kind, metadata: named }) =>
              kind === 'NetworkPolicy' && named.name === metadata.name,
          ) &&
          nodesOf(deployment).some(({ desired }) =>
            matches(
              spec.podSelector.matchLabels,
              desired.spec.template.metadata.labels,
            ),
          ),
      )
      .map(({ metadata: { name } }) => ({
        about: `NetworkPolicy/${name}`,
        problem: 'admits all callers to nodes, and is not of this environment',
        run: `${kubectlForNodes(
          deployment.desired,
        )} delete networkpolicy ${name}   # if it is unused; permitted callers are in networkPolicy.rpcFrom`,
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
