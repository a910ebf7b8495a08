import type { Check } from '../check';
import { deployLayer } from './lookup';

/** What changes with the version of the chart, and guards nothing. */
const bookkeeping = /^(app\.kubernetes\.io\/|helm\.sh\/chart$)/;

const namespaces: Check = {
  name: 'namespaces',
  title: 'Every namespace has the labels that its layer gives it',
  needs: ['namespaces'],
  judge: ({ wanted, seen }) =>
    wanted.beneath
      .filter(({ kind }) => kind === 'Namespace')
      .flatMap(({ metadata }) => {
        const about = `Namespace/${metadata.name}`;
        const run = deployLayer(wanted, 'infrastructure');
        const live = seen.namespaces.find(
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

/** Quotas, limits, policies, roles and classes: what a deployment of the nodes does not touch. */
const guards: Check = {
  name: 'guards',
  title: 'What guards the namespaces is what the environment says',
  needs: ['guards'],
  judge: ({ wanted, seen }) =>
    seen.guards.map(({ object, release, missing, lines }) => ({
      about: object,
      problem: missing
        ? 'is missing'
        : `differs from what the environment says: ${lines
            .map(line => line.replace(/^([+-])\s*/, '$1'))
            .join('  ')}`,
      run: deployLayer(
        wanted,
        wanted.releases.find(({ name }) => name === release)?.layer ??
          'infrastructure',
      ),
    })),
};

const releases: Check = {
  name: 'releases',
  title: 'Helm has finished every release',
  needs: ['releases'],
  judge: ({ wanted, seen }) =>
    wanted.releases.flatMap(({ name, namespace, layer }) => {
      const about = `Release/${namespace}/${name}`;
      const last = seen.releases.find(
        live => live.name === name && live.namespace === namespace,
      );
      const run = deployLayer(wanted, layer);
      // Nodes that were never deployed are found one by one.
      if (!last)
        return layer === 'ethereum'
          ? []
          : [{ about, problem: `of the layer ${layer} is not deployed`, run }];
      const { status, revision } = last;
      if (status === 'deployed') return [];
      const helm = `helm ${
        wanted.context ? `--kube-context ${wanted.context} ` : ''
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
