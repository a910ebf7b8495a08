// This folder is a separate app.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import homePlugin from '@backstage/plugin-home/alpha';
import { createRoot } from 'react-dom/client';
import ethereumNodesPlugin from '../src';
import translations from '../src/translations';
import { mockCatalog, mockNodes } from './modules';
import { mockSignIn } from './mockSignIn';

/** App with a mock fleet and a signed-in user of two teams. Start with `yarn start` in this folder; no backend is required. */
const app = createApp({
  features: [
    catalogPlugin,
    homePlugin,
    ethereumNodesPlugin,
    translations,
    mockCatalog,
    mockNodes,
    mockSignIn,
  ],
});

createRoot(document.getElementById('root')!).render(app.createRoot());
