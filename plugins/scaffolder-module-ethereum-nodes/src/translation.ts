import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * What the plan of a request says beside the plan itself, in English.
 * @public
 */
export const ethereumNodePlanTranslationRef = createTranslationRef({
  id: 'plugin.ethereum-nodes.plan',
  messages: {
    plan: {
      title: 'In each environment',
      notes: 'Worth a second look',
      refused: 'This cannot be created yet',
    },
  },
});
