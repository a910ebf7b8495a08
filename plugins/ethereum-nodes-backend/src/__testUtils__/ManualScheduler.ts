import type { SchedulerServiceTaskFunction } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';

/** A scheduler whose tasks run only when a test triggers them. */
export class ManualScheduler {
  private readonly tasks = new Map<string, SchedulerServiceTaskFunction>();

  readonly factory = mockServices.scheduler.mock({
    scheduleTask: async ({ id, fn }) => {
      this.tasks.set(id, fn);
    },
    // As other plugins schedule their tasks.
    createScheduledTaskRunner: () => ({
      run: async ({ id, fn }) => {
        this.tasks.set(id, fn);
      },
    }),
  }).factory;

  async run(...ids: string[]): Promise<void> {
    for (const id of ids) {
      const task = this.tasks.get(id);
      if (!task) {
        throw new Error(
          `Unknown task "${id}"; scheduled are ${[...this.tasks.keys()].join(
            ', ',
          )}`,
        );
      }
      await task(new AbortController().signal);
    }
  }
}
