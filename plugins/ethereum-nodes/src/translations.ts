/**
 * Languages of the plugin besides English, each loaded when a reader has chosen it.
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

/** The reference of all words by its ID alone: with its English it would come with the first load of every app. */
const words = createTranslationRef({
  id: 'plugin.ethereum-nodes',
  messages: {},
});

const pages: TranslationResource = createTranslationResource({
  ref: words,
  translations: { de: () => import('./translations/de') },
});

const titles: TranslationResource = createTranslationResource({
  ref: ethereumNodesTitlesTranslationRef,
  translations: { de: () => import('./translations/deTitles') },
});

/** For apps of the old frontend system: the resources of their translations. @public */
export const ethereumNodesTranslations: TranslationResource[] = [pages, titles];

/** For apps of the new frontend system, as one of their features. @public */
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
