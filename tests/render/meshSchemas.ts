import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { customResourceSchemas } from './customResourceSchemas';
import { downloadModule, pinnedVersion } from './goModule';
import { keepSchemas } from './schemaStore';

/** Increase it with changes of the written files, so that no checkout keeps outdated ones. */
const FORMAT = 1;

/** Locations of strict JSON schemas of the Gateway API and of Istio, from the definitions in their own Go modules. */
export function meshSchemas(root: string): string[] {
  return [gatewayApiSchemas(root), istioSchemas(root)];
}

function gatewayApiSchemas(root: string): string {
  const version = pinnedVersion(root, 'gateway-api');
  return keepSchemas(`gateway-api-${version}-${FORMAT}`, () => {
    const module = downloadModule(`sigs.k8s.io/gateway-api@v${version}`, root);
    const folder = join(module, 'config/crd/standard');
    return readdirSync(folder)
      .filter(file => file.endsWith('.yaml'))
      .flatMap(file => customResourceSchemas(join(folder, file)));
  });
}

function istioSchemas(root: string): string {
  const version = pinnedVersion(root, 'istio-api');
  return keepSchemas(`istio-api-${version}-${FORMAT}`, () => {
    const module = downloadModule(`istio.io/api@v${version}`, root);
    return customResourceSchemas(
      join(module, 'kubernetes/customresourcedefinitions.gen.yaml'),
    );
  });
}
