/**
 * Records the schemas of what scripts/gitops.sh writes, from the definitions of Argo CD and Flux: strict, without descriptions, and
 * without what controllers write. Needs Go and some minutes: `yarn workspace @nodeyard/blueprint tsx scripts/record-gitops-schemas.ts`.
 */
/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { customResourceSchemas } from '../../../tests/render/customResourceSchemas';
import { downloadModule } from '../../../tests/render/goModule';

const home = resolve(__dirname, '..');
const target = join(home, 'src/repository/ci/__fixtures__/schemas');
const CONTROLLER_GEN =
  'sigs.k8s.io/controller-tools/cmd/controller-gen@v0.23.0';
const modules = {
  argoCd: 'github.com/argoproj/argo-cd/v3@v3.5.0',
  sourceController: 'github.com/fluxcd/source-controller@v1.8.0',
  helmController: 'github.com/fluxcd/helm-controller/api@v1.5.0',
};

const writtenByControllers = ['status', 'operation'];

function recorded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(recorded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, inner]) =>
          !(key === 'description' && typeof inner === 'string') &&
          !key.startsWith('x-kubernetes-'),
      )
      .map(([key, inner]) => [key, recorded(inner)]),
  );
}

function record(file: string): void {
  for (const { kind, version, schema } of customResourceSchemas(file)) {
    if (!['v1', 'v2', 'v1alpha1'].includes(version)) continue;
    const properties = Object.fromEntries(
      Object.entries(Object(schema.properties)).filter(
        ([name]) => !writtenByControllers.includes(name),
      ),
    );
    const text = JSON.stringify(recorded({ ...schema, properties }));
    writeFileSync(join(target, `${kind.toLowerCase()}.json`), `${text}\n`);
  }
}

record(
  join(
    downloadModule(modules.argoCd, home),
    'manifests/crds/application-crd.yaml',
  ),
);
record(
  join(
    downloadModule(modules.sourceController, home),
    'config/crd/bases/source.toolkit.fluxcd.io_gitrepositories.yaml',
  ),
);
// The definition is in a module that is not on every proxy: it is generated from the types, as its project does.
const generated = mkdtempSync(join(tmpdir(), 'nodeyard-crd-'));
execFileSync(
  'go',
  ['run', CONTROLLER_GEN, 'crd', 'paths=./v2', `output:crd:dir=${generated}`],
  { cwd: downloadModule(modules.helmController, home), stdio: 'inherit' },
);
record(join(generated, 'helm.toolkit.fluxcd.io_helmreleases.yaml'));
rmSync(generated, { recursive: true });
