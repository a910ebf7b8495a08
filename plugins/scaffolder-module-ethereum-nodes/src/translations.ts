/**
 * Translations of the field, each loaded when the user selects its language.
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

/** Reference by ID only: with the English messages, every app would load them at its start. */
const planRef = createTranslationRef({
  id: 'plugin.ethereum-nodes.plan',
  messages: {},
});

/** Translation resource for apps of the old frontend system. @public */
export const ethereumNodePlanTranslations: TranslationResource =
  createTranslationResource({
    ref: planRef,
    translations: { de: () => import('./translations/de') },
  });

/** Feature for apps of the new frontend system. @public */
const ethereumNodePlanTranslationsModule: FrontendModule = createFrontendModule(
  {
    pluginId: 'app',
    extensions: [
      TranslationBlueprint.make({
        name: 'ethereum-node-plan',
        params: { resource: ethereumNodePlanTranslations },
      }),
    ],
  },
);
export default ethereumNodePlanTranslationsModule;
