import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import { createRoot } from 'react-dom/client';
import { app } from './App';

const rootElement = document.getElementById('root');
if (!rootElement) {
  throw new Error(
    'public/index.html has no element with id "root" to render the app into.',
  );
}
createRoot(rootElement).render(app.createRoot());
