import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { formMessages } from '@nodeyard/blueprint/form';

/**
 * All messages of the field, in English: its own, and those of a request and its plan by their codes.
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
    request: formMessages,
  },
});
