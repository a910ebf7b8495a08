import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { aCatalog } from './aCatalog';
import { templateEntity } from './Scaffolder';

/**
 * A program: a Backstage backend with the scaffolder and this module, to be killed. Its argument is the configuration, as
 * JSON. It sends a message to the process that started it when it is ready, and ends with that process.
 */
async function run(config: string) {
  process.on('disconnect', () => process.exit());
  const backend = createBackend();
  backend.add(mockServices.rootConfig.factory({ data: JSON.parse(config) }));
  backend.add(aCatalog([templateEntity()]));
  backend.add(import('@backstage/plugin-scaffolder-backend'));
  backend.add(import('../index'));
  await backend.start();
  process.send?.('ready');
}

const [, , config] = process.argv;
if (config === undefined) {
  throw new Error('The configuration is missing: pass it as JSON.');
}
run(config);
