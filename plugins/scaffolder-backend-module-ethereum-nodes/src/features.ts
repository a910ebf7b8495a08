import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { catalogModuleEthereumNodeTemplate } from './catalogModule';
import { scaffolderModuleEthereumNodes } from './module';

/** The actions for the scaffolder, and the template that uses them for the catalog. */
export const features = createBackendFeatureLoader({
  *loader() {
    yield scaffolderModuleEthereumNodes;
    yield catalogModuleEthereumNodeTemplate;
  },
});
