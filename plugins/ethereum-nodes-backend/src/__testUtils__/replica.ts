/*
 * A Backstage backend with the plugin in a process of its own, for tests that stop and kill it. The parent sends its configuration.
 * With CLOCK_OFFSET_MS the clock of the process is wrong by that.
 */
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';

const offset = Number(process.env.CLOCK_OFFSET_MS ?? 0);
const realNow = Date.now;
Date.now = () => realNow() + offset;

process.once('message', async (data: object) => {
  const backend = createBackend();
  backend.add(mockServices.auth.factory());
  backend.add(mockServices.httpAuth.factory());
  backend.add(mockServices.rootLogger.factory());
  backend.add(mockServices.rootConfig.factory({ data: data as never }));
  backend.add(import('../index'));
  await backend.start();
});
process.on('disconnect', () => process.exit());
