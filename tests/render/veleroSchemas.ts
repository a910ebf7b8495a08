import { join } from 'node:path';
import { customResourceSchemas } from './customResourceSchemas';
import { downloadModule, pinnedVersion } from './goModule';
import { keepSchemas } from './schemaStore';

/** Increase it with changes of the written files, so that no checkout keeps outdated ones. */
const FORMAT = 1;

/** Location of a strict JSON schema of Velero's Schedule for `kubeconform -schema-location`, from the definition in Velero's own Go module. */
export function veleroSchemas(root: string): string {
  const version = pinnedVersion(root, 'velero');
  return keepSchemas(`velero-${version}-${FORMAT}`, () => {
    const module = downloadModule(
      `github.com/vmware-tanzu/velero@v${version}`,
      root,
    );
    return customResourceSchemas(
      join(module, 'config/crd/v1/bases/velero.io_schedules.yaml'),
    );
  });
}
