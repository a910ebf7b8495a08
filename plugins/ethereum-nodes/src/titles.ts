import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * Titles of the page and the tab. Separate from the other messages, because every app loads them at its start: the other
 * messages are 4.5 kB compressed.
 * @public
 */
export const ethereumNodesTitlesTranslationRef = createTranslationRef({
  id: 'plugin.ethereum-nodes.titles',
  messages: { page: 'Ethereum nodes', health: 'Node health' },
});
