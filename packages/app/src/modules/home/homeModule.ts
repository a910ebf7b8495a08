import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { HomePageLayoutBlueprint } from '@backstage/plugin-home-react/alpha';

/** Our tour instead of the home plugin's grid of widgets. */
const tourLayout = HomePageLayoutBlueprint.make({
  params: { loader: async () => (await import('./Tour')).Tour },
});

export const homeModule = createFrontendModule({
  pluginId: 'home',
  extensions: [tourLayout],
});
