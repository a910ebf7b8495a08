import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * What sidebar and tabs say before any page of ours is opened. Apart from the other messages, which would come with it on the
 * first load of every app: 4.5 kB, compressed.
 * @public
 */
export const ethereumNodesTitlesTranslationRef = createTranslationRef({
  id: 'plugin.ethereum-nodes.titles',
  messages: { page: 'Ethereum nodes', health: 'Node health' },
});
