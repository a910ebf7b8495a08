import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

const LOCATION = 'url:https://git.example/payments/catalog-info.yaml';

/** Module of the catalog that emits components of a repository. */
export function createEntityProviderModule() {
  let connection: EntityProviderConnection | undefined;
  const module = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'repository',
    register(reg) {
      reg.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        async init({ processing }) {
          processing.addEntityProvider({
            getProviderName: () => 'repository',
            connect: async connected => {
              connection = connected;
            },
          });
        },
      });
    },
  });
  /** @param name - of the component */
  const emit = async (name: string) =>
    connection?.applyMutation({
      type: 'delta',
      removed: [],
      added: [
        {
          locationKey: LOCATION,
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name,
              annotations: {
                'ethereum.nodeyard.io/node': 'auto',
                'backstage.io/managed-by-location': LOCATION,
                'backstage.io/managed-by-origin-location': LOCATION,
              },
            },
            spec: {
              type: 'ethereum-node',
              lifecycle: 'production',
              owner: 'group:default/payments',
            },
          },
        },
      ],
    });
  return { module, emit };
}
