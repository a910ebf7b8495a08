import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { customResourceSchemas } from './customResourceSchemas';
import { downloadModule, pinnedVersion } from './goModule';
import { keepSchemas } from './schemaStore';

/** Increase it with changes of the written files, so that no checkout keeps outdated ones. */
const FORMAT = 1;

/**
 * Location of strict JSON schemas of VolumeSnapshot and its kin for `kubeconform -schema-location`, from the definitions in
 * the external snapshotter's own Go module.
 */
export function snapshotSchemas(root: string): string {
  const version = pinnedVersion(root, 'external-snapshotter');
  return keepSchemas(`external-snapshotter-${version}-${FORMAT}`, () => {
    const module = downloadModule(
      `github.com/kubernetes-csi/external-snapshotter/client/v8@v${version}`,
      root,
    );
    const folder = join(module, 'config/crd');
    return readdirSync(folder)
      .filter(file => file.startsWith('snapshot.storage.k8s.io_'))
      .flatMap(file => customResourceSchemas(join(folder, file)));
  });
}
