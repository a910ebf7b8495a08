import { createApp } from '@backstage/frontend-defaults';
import ethereumNodesTranslations from '@nodeyard/backstage-plugin-ethereum-nodes/translations';
import ethereumNodePlanTranslations from '@nodeyard/backstage-plugin-scaffolder-module-ethereum-nodes/translations';
import { homeModule } from './modules/home/homeModule';
import { navModule } from './modules/nav/navModule';

/** Plugins in package.json are discovered (`app.packages: all`); the features here are those of this app. */
export const app = createApp({
  features: [
    navModule,
    homeModule,
    ethereumNodesTranslations,
    ethereumNodePlanTranslations,
  ],
});
