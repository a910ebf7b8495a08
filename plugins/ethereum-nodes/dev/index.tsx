import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import ethereumNodesPlugin from '../src';
import { pretendedCatalog, pretendedNodes } from './modules';

/** The plugin with a pretended fleet behind it: `yarn start` in this folder, no backend needed. */
createDevApp({
  features: [
    catalogPlugin,
    ethereumNodesPlugin,
    pretendedCatalog,
    pretendedNodes,
  ],
});
