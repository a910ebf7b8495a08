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
      estimate: 'Each environment, by the answers so far',
      printout: 'The plan, as “nodeyard plan” prints it',
    },
    files: {
      title: 'The repository',
      total: 'Files: {{files}}; {{size}}',
      folder: '{{name}} (files: {{files}}; {{size}})',
      loading: 'Listing its files …',
      absent: 'The backend of the scaffolder does not list its files.',
      denied:
        'You may not create from templates here, so its files are not listed.',
      failed: 'Its files could not be listed: {{reason}}',
      retry: 'Try again',
      taken: 'A repository of this name exists already',
      unknown:
        'The host does not say whether it has a repository of this name.',
    },
    fleet: {
      title: 'Share in the fleet',
      none: 'No node that you may see here follows this network yet.',
      denied: 'Shares in the fleet are not shown: you may not see the fleet.',
      failed: 'Shares in the fleet could not be loaded.',
      third:
        '{{client}} runs {{share}} of the {{total}} nodes of this network here. A fault in it stops these at once.',
      twoThirds:
        '{{client}} runs {{share}} of the {{total}} nodes of this network here, more than two thirds. A fault in it stops these at once.',
      alternative: '{{client}} runs {{share}}.',
    },
    name: {
      checking: 'Looking the name up in the catalog …',
      free: 'No entity that you may see in the catalog is called {{name}}.',
      taken: '{{name}} is in use in the catalog',
      failed: 'The catalog could not be asked for the name: {{reason}}',
    },
    nodes: {
      title: 'Node {{number}}',
      execution: 'Execution client',
      consensus: 'Consensus client',
      history: 'History',
      add: 'Add a node',
      remove: 'Remove',
      removeNumber: 'Remove node {{number}}',
    },
    environments: {
      title: 'What differs between environments',
    },
    change: {
      written: 'The repository was written by blueprint {{version}}.',
      waiting: 'Choose an entity first.',
      loading: 'Reading the present request …',
      absent:
        'The present request could not be read: the entity has no repository that Nodeyard wrote, or the backend has no route for it.',
      denied:
        'You may not create from templates here, so the present request is not shown.',
      failed: 'The present request could not be read: {{reason}}',
      reset: 'Back to the present request',
      refused: 'This request cannot be fulfilled',
    },
    request: formMessages,
  },
});
