import type { RootInstanceMetadataService } from '@backstage/backend-plugin-api';

/** Whether owners are notified: as configured, otherwise if the notifications plugin is installed in this backend. */
export async function isNotifying(
  { enabled }: { enabled?: boolean },
  instance: RootInstanceMetadataService,
): Promise<boolean> {
  if (enabled !== undefined) return enabled;
  const plugins = await instance.getInstalledPlugins();
  return plugins.some(({ pluginId }) => pluginId === 'notifications');
}
