import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

const load = () => import('./formFields').then(m => m.formFields);

const extensions = [
  FormFieldBlueprint.make({
    name: 'ethereum-node-plan',
    params: { field: () => load().then(fields => fields.plan) },
  }),
  FormFieldBlueprint.make({
    name: 'ethereum-node-name',
    params: { field: () => load().then(fields => fields.name) },
  }),
  FormFieldBlueprint.make({
    name: 'ethereum-client-picker',
    params: { field: () => load().then(fields => fields.client) },
  }),
  FormFieldBlueprint.make({
    name: 'ethereum-history-picker',
    params: { field: () => load().then(fields => fields.history) },
  }),
  FormFieldBlueprint.make({
    name: 'ethereum-environments',
    params: { field: () => load().then(fields => fields.environments) },
  }),
  FormFieldBlueprint.make({
    name: 'ethereum-more-nodes',
    params: { field: () => load().then(fields => fields.moreNodes) },
  }),
  FormFieldBlueprint.make({
    name: 'ethereum-node-request',
    params: { field: () => load().then(fields => fields.request) },
  }),
];

/** Adds the fields of the forms _Create Ethereum Node_ and _Change Ethereum Node_ to the forms of the scaffolder. @public */
export const scaffolderModuleEthereumNodes = createFrontendModule({
  pluginId: 'scaffolder',
  extensions,
});
