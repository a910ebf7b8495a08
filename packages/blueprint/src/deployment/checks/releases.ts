import type { Check } from '../check';
import { deployLayerCommand } from './lookup';

/** Labels that change with the version of the chart. */
const bookkeeping = /^(app\.kubernetes\.io\/|helm\.sh\/chart$)/;

const namespaces: Check = {
  name: 'namespaces',
  title: 'Every namespace has the labels of its layer',
  needs: ['namespaces'],
  judge: ({ desired, observed }) =>
    desired.platformObjects
      .filter(({ kind }) => kind === 'Namespace')
      .flatMap(({ metadata }) => {
        const about = `Namespace/${metadata.name}`;
        const run = deployLayerCommand(desired, 'infrastructure');
        const live = observed.namespaces.find(
          candidate => candidate.metadata.name === metadata.name,
        );
        if (!live) return [{ about, problem: 'does not exist', run }];
        const asked = { ...metadata.labels, ...metadata.annotations };
        const has = { ...live.metadata.labels, ...live.metadata.annotations };
        const lacking = Object.entries(asked)
          .filter(
            ([key, value]) => !bookkeeping.test(key) && has[key] !== value,
          )
          .map(([key, value]) => `${key}=${value}`);
        return lacking.length === 0
          ? []
          : [{ about, problem: `lacks ${lacking.join(', ')}`, run }];
      }),
};

/** Quotas, limits, policies, roles and classes, which a deployment of the nodes does not change. */
const guards: Check = {
  name: 'guards',
  title: 'Quotas, limits, policies, roles and classes are as rendered',
  needs: ['guards'],
  judge: ({ desired, observed }) =>
    observed.guards.map(({ object, release, missing, lines }) => ({
      about: object,
      problem: missing
        ? 'is missing'
        : `differs from the environment: ${lines
            .map(line => line.replace(/^([+-])\s*/, '$1'))
            .join('  ')}`,
      run: deployLayerCommand(
        desired,
        desired.releases.find(({ name }) => name === release)?.layer ??
          'infrastructure',
      ),
    })),
};

const releases: Check = {
  name: 'releases',
  title: 'Helm has finished every release',
  needs: ['releases'],
  judge: ({ desired, observed }) =>
    desired.releases.flatMap(({ name, namespace, layer }) => {
      const about = `Release/${namespace}/${name}`;
      const last = observed.releases.find(
        live => live.name === name && live.namespace === namespace,
      );
      const run = deployLayerCommand(desired, layer);
      // Nodes that were never deployed are findings of the check `deployed`.
      if (!last) {
        return layer === 'ethereum'
          ? []
          : [{ about, problem: `of the layer ${layer} is not deployed`, run }];
      }
      const { status, revision } = last;
      if (status === 'deployed') return [];
      const helm = `helm ${
        desired.context ? `--kube-context ${desired.context} ` : ''
      }-n ${namespace}`;
      const undo =
        revision === 1
          ? `${helm} uninstall ${name}`
          : `${helm} rollback ${name}`;
      return [
        {
          about,
          problem: `is "${status}" at revision ${revision}: Helm has not finished it${
            status.startsWith('pending')
              ? ', and refuses another deployment'
              : ''
          }`,
          run: status.startsWith('pending')
            ? `${undo}   # then ${run}`
            : `${run}   # why it failed: ${helm} history ${name}`,
        },
      ];
    }),
};

export const namespaceChecks: readonly Check[] = [namespaces, guards];
export const releaseChecks: readonly Check[] = [releases];
