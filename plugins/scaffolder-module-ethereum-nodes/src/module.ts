import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

const ethereumNodePlan = FormFieldBlueprint.make({
  name: 'ethereum-node-plan',
  params: { field: () => import('./planField').then(m => m.planField) },
});

/** Adds the field `EthereumNodePlan` to the forms of the scaffolder. @public */
export const scaffolderModuleEthereumNodes = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [ethereumNodePlan],
});
