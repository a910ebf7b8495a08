// This folder is an app of its own.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import homePlugin from '@backstage/plugin-home/alpha';
import { createRoot } from 'react-dom/client';
import ethereumNodesPlugin from '../src';
import germanToo from '../src/translations';
import { pretendedCatalog, pretendedNodes } from './modules';
import { pretendedReader } from './pretendedReader';

/** The plugin with a pretended fleet behind it: `yarn start` in this folder, no backend needed, and a reader who is in some of its teams. */
const app = createApp({
  features: [
    catalogPlugin,
    homePlugin,
    ethereumNodesPlugin,
    germanToo,
    pretendedCatalog,
    pretendedNodes,
    pretendedReader,
  ],
});

createRoot(document.getElementById('root')!).render(app.createRoot());
