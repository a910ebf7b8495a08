import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * English texts around the plan of a request.
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
