import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { customResourceSchemas } from './customResourceSchemas';
import { downloadModule, pinnedVersion } from './goModule';
import { keepSchemas } from './schemaStore';

/** Increase it with changes of the written files, so that no checkout keeps outdated ones. */
const FORMAT = 1;

/**
 * Location of strict JSON schemas of ServiceMonitor, PrometheusRule and their kin for `kubeconform -schema-location`.
 *
 * They are made from the CustomResourceDefinitions in the Prometheus operator's own Go module: what a cluster with that
 * operator accepts.
 */
export function prometheusOperatorSchemas(root: string): string {
  const version = pinnedVersion(root, 'prometheus-operator');
  return keepSchemas(`prometheus-operator-${version}-${FORMAT}`, () => {
    const module = downloadModule(
      `github.com/prometheus-operator/prometheus-operator@v${version}`,
      root,
    );
    const folder = join(module, 'example/prometheus-operator-crd');
    return readdirSync(folder).flatMap(file =>
      customResourceSchemas(join(folder, file)),
    );
  });
}
