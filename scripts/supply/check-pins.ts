// Finds downloads without a pin: `make check-pins`.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  looseInstalls,
  problems,
  readExceptions,
  unpinnedActions,
  unpinnedBases,
  unrecorded,
} from './pins';
import { imagesIn } from './chartImages';
import type { Unpinned } from './pins';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);

function unrecordedOf(chart: string, files: readonly string[]): Unpinned[] {
  const recorded = z
    .record(z.string(), z.string())
    .parse(parse(read(`${chart}/files/images.yaml`)));
  const { appVersion } = z
    .object({ appVersion: z.string().default('') })
    .parse(parse(read(`${chart}/Chart.yaml`)));
  return files.flatMap(file =>
    imagesIn(parse(read(file)), appVersion)
      .filter(image => recorded[image] === undefined)
      .map(image => unrecorded(image, file)),
  );
}

/** Tools without a record of their archive or module, of all tools in scripts/tools/sources.sh. */
function unpinnedTools(): Unpinned[] {
  const script = `. scripts/tools/versions.sh; . scripts/tools/sources.sh
    for tool in "\${cli_tools[@]}" "\${runtimes[@]}"; do
      read -r folder _ < <(module_of "$tool" 0) && [ -s "$folder/go.sum" ] && continue
      file=$(requirements_of "$tool") && grep -q -- --hash=sha256: "$file" && continue
      platform=linux-amd64
      [ -n "$(platform_of "$tool")" ] || platform=
      recorded_sha256 "$tool" "$platform" >/dev/null && continue
      echo "$tool"
    done`;
  return run('bash', '-c', script).map(what => ({
    kind: 'tool',
    what,
    where: 'versions.yaml',
    fix: 'pin it in a go.mod with its go.sum, or record its SHA-256: make record-tools',
  }));
}

const files = run('git', 'ls-files').filter(
  path => !path.startsWith('.yarn/') && !/(^|\/)__fixtures__\//.test(path),
);
const scripts = run('git', 'grep', '-lIE', '^#!(/usr/bin/env |/bin/)(ba)?sh');
const workflows = files.filter(path =>
  /(^|\/)\.?(github\/workflows\/[^/]+|gitlab-ci|action)\.ya?ml$/.test(path),
);
const recipes = files.filter(path => /(^|\/|\.)Dockerfile$/.test(path));
const makefiles = files.filter(path => /(^|\/)Makefile$|\.mk$/.test(path));
const bases = new Set(
  read('docker/digests.lock')
    .split('\n')
    .map(line => /^([^#]\S*) sha256:[0-9a-f]{64}$/.exec(line)?.[1])
    .filter(base => base !== undefined),
);
const installing = [
  ...new Set([
    ...scripts.filter(path => !/\.(md|ts|bats)$/.test(path)),
    ...files.filter(path => /^scripts\/.*\.sh$/.test(path)),
    ...makefiles,
    ...workflows,
    ...recipes,
  ]),
].sort();

const found = [
  ...workflows.flatMap(path => unpinnedActions(path, read(path))),
  ...recipes.flatMap(path => unpinnedBases(path, read(path), bases)),
  ...[
    'charts/ethereum-infrastructure',
    'charts/ethereum-network',
    'charts/local-registry',
  ].flatMap(chart =>
    unrecordedOf(
      chart,
      files.filter(
        path =>
          path === `${chart}/values.yaml` ||
          path.startsWith(`${chart}/files/clients/`),
      ),
    ),
  ),
  ...installing.flatMap(path => looseInstalls(path, read(path))),
  ...unpinnedTools(),
];
const wrong = problems(
  found,
  readExceptions(read('scripts/supply/unpinned.yaml')),
);
for (const problem of wrong) console.error(problem);
console.log(
  `${installing.length} scripts, ${recipes.length} recipes and ${workflows.length} workflows: ${wrong.length} problems`,
);
process.exitCode = wrong.length > 0 ? 1 : 0;
