/**
 * Translations of the plugin, each loaded when the user selects its language.
 *
 * @packageDocumentation
 */
import {
  createFrontendModule,
  createTranslationRef,
  createTranslationResource,
  type FrontendModule,
  type TranslationResource,
} from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { ethereumNodesTitlesTranslationRef } from './titles';

/** Reference by ID only: with the English messages, every app would load them at its start. */
const pagesRef = createTranslationRef({
  id: 'plugin.ethereum-nodes',
  messages: {},
});

const pages: TranslationResource = createTranslationResource({
  ref: pagesRef,
  translations: { de: () => import('./translations/de') },
});

const titles: TranslationResource = createTranslationResource({
  ref: ethereumNodesTitlesTranslationRef,
  translations: { de: () => import('./translations/deTitles') },
});

/** Translation resources for apps of the old frontend system. @public */
export const ethereumNodesTranslations: TranslationResource[] = [pages, titles];

/** Feature for apps of the new frontend system. @public */
const ethereumNodesTranslationsModule: FrontendModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'ethereum-nodes',
      params: { resource: pages },
    }),
    TranslationBlueprint.make({
      name: 'ethereum-nodes-titles',
      params: { resource: titles },
    }),
  ],
});
export default ethereumNodesTranslationsModule;
