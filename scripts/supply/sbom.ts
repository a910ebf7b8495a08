import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { goSources, goTools } from './goPrograms';
import { imageBom, stagesOf } from './imageBom';
import type { Bom } from './imageBom';

const root = resolve(__dirname, '../..');
const tool = (name: string) => realpathSync(join(root, '.tools/bin', name));

/** Runs a program in a folder of the repository; its standard error is printed only if it fails. */
function run(
  folder: string,
  program: string,
  args: readonly string[],
  env = {},
) {
  return execFileSync(program, args, {
    cwd: resolve(root, folder),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}
const lines = (text: string) => text.split('\n').filter(Boolean);

/** The workspaces, by name. */
export function workspaces(): Map<string, string> {
  const listed = lines(run('.', 'yarn', ['workspaces', 'list', '--json']));
  return new Map(
    listed
      .map(line =>
        z
          .object({ name: z.string(), location: z.string() })
          .parse(JSON.parse(line)),
      )
      .map(({ name, location }): [string, string] => [name, location]),
  );
}

/** Transitive dependencies of a workspace by yarn.lock, without devDependencies. */
export function npmBom(folder: string): Bom {
  const options = '--production --output-reproducible --spec-version=1.6';
  return JSON.parse(
    run(
      folder,
      'yarn',
      ['cyclonedx', ...options.split(' '), '--output-file=-'],
      {
        YARN_PLUGINS: tool('cyclonedx-yarn'),
      },
    ),
  );
}

/**
 * The modules that a go.mod selects, with their hashes of go.sum, and Go's own library. It is asked of a copy outside of
 * Git: the version of the main module would be that of the newest commit, and modules below it are none of its files.
 */
export function goBom(folder: string): Bom {
  const options =
    'mod -json -noserial -notimestamp -std -type=application -output-version=1.6 .';
  const copy = mkdtempSync(join(tmpdir(), 'nodeyard-sbom-'));
  try {
    const pathspecs = ['go.mod', 'go.sum', '*.go'].map(
      name => `:(glob)${folder}/${name}`,
    );
    for (const file of lines(run('.', 'git', ['ls-files', ...pathspecs]))) {
      copyFileSync(join(root, file), join(copy, basename(file)));
    }
    return JSON.parse(run(copy, tool('cyclonedx-gomod'), options.split(' ')));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** The modules that are linked into a built program, with their hashes, as Go wrote them into it. */
export function goProgramBom(name: string): Bom {
  const options = 'bin -json -noserial -notimestamp -std -output-version=1.6';
  return JSON.parse(
    run('.', tool('cyclonedx-gomod'), [...options.split(' '), tool(name)]),
  );
}

/** Images of docker/, with the version and the bases of each. */
export function images(): Map<
  string,
  { version: string; bases: Map<string, string> }
> {
  const found = new Map<
    string,
    { version: string; bases: Map<string, string> }
  >();
  for (const line of lines(run('.', 'scripts/build-images.sh', ['--bases']))) {
    const [name, version, base] = line.split(' ');
    if (name === undefined || version === undefined || base === undefined) {
      throw new Error(
        `build-images.sh --bases printed "${line}". Expected a name, a version and a base.`,
      );
    }
    const image = found.get(name) ?? { version, bases: new Map() };
    const separator = base.indexOf('=');
    image.bases.set(base.slice(0, separator), base.slice(separator + 1));
    found.set(name, image);
  }
  return found;
}

/** Contents of an image by its Dockerfile: bases, the upstream program, packages, Go modules. */
export function bomOfImage(name: string): Bom {
  const image = images().get(name);
  if (!image) throw new Error(`docker/ has no recipe for "${name}"`);
  const recipe = lines(
    run('.', 'git', [
      'ls-files',
      `docker/${name}/Dockerfile`,
      `docker/clients/${name}/Dockerfile`,
    ]),
  )[0];
  if (recipe === undefined) {
    throw new Error(`docker/ has no tracked Dockerfile for "${name}".`);
  }
  const stages = stagesOf(readFileSync(join(root, recipe), 'utf8'));
  const places = workspaces();
  return imageBom({
    name,
    ...image,
    stages,
    packages: workspace => npmBom(places.get(workspace) ?? ''),
    modules: goBom,
  });
}

/** Writes all of them. @returns their paths */
export function writeAll(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const written: string[] = [];
  const write = (name: string, bom: Bom) => {
    const path = join(folder, `${name}.cdx.json`);
    writeFileSync(path, `${JSON.stringify(bom, null, 2)}\n`);
    written.push(path);
  };
  for (const [name, location] of workspaces()) {
    if (location === '.') continue;
    write(`npm-${name.replace('@nodeyard/', '')}`, npmBom(location));
  }
  for (const source of goSources) {
    write(`go-${source.replaceAll('/', '-')}`, goBom(source));
  }
  for (const name of goTools()) write(`go-${name}`, goProgramBom(name));
  for (const name of images().keys()) write(`image-${name}`, bomOfImage(name));
  return written;
}
