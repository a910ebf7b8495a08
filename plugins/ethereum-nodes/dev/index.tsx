// This folder is an app of its own.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import { createApp } from '@backstage/frontend-defaults';
import appPlugin from '@backstage/plugin-app';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { createRoot } from 'react-dom/client';
import ethereumNodesPlugin from '../src';
import germanToo from '../src/translations';
import { pretendedCatalog, pretendedNodes } from './modules';

/** The plugin with a pretended fleet behind it: `yarn start` in this folder, no backend needed, and nobody to sign in. */
const app = createApp({
  features: [
    appPlugin.withOverrides({
      extensions: [
        appPlugin.getExtension('sign-in-page:app').override({ disabled: true }),
      ],
    }),
    catalogPlugin,
    ethereumNodesPlugin,
    germanToo,
    pretendedCatalog,
    pretendedNodes,
  ],
});

createRoot(document.getElementById('root')!).render(app.createRoot());
