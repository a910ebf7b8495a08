import { createApp } from '@backstage/frontend-defaults';
import ethereumNodesTranslations from '@nodeyard/backstage-plugin-ethereum-nodes/translations';
import { homeModule } from './modules/home/homeModule';
import { navModule } from './modules/nav/navModule';

/** Every plugin in package.json is found by itself (`app.packages: all`); here is only what is ours alone. */
export const app = createApp({
  features: [navModule, homeModule, ethereumNodesTranslations],
});
