import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { HomePageLayoutBlueprint } from '@backstage/plugin-home-react/alpha';

/** Layout of the home page: the tour and the widget of our plugin, in place of the grid of all widgets. */
const tourLayout = HomePageLayoutBlueprint.make({
  params: { loader: async () => (await import('./Tour')).Tour },
});

export const homeModule = createFrontendModule({
  pluginId: 'home',
  extensions: [tourLayout],
});
