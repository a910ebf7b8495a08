/** A list of parts in the format CycloneDX 1.6, as far as it is looked into here. */
export interface Bom {
  metadata: { component: Component; [key: string]: unknown };
  components?: Component[];
  dependencies?: { ref: string; dependsOn?: string[] }[];
  [key: string]: unknown;
}

export interface Component {
  type: string;
  name: string;
  version?: string;
  'bom-ref'?: string;
  [key: string]: unknown;
}

/** A stage of a Dockerfile: the name of its base, such as `${NODE_IMAGE}` or an earlier stage, and its instructions. */
export interface Stage {
  name: string | undefined;
  from: string;
  /** Stages, or images, that it copies from, with the paths. */
  copies: { from: string; paths: string[] }[];
  /** Workspaces whose packages it installs. */
  workspaces: string[];
  /** Folders with Go modules that it builds. */
  modules: string[];
}

/** The stages of a recipe, in their order. */
export function stagesOf(recipe: string): Stage[] {
  const stages: Stage[] = [];
  const instructions = recipe
    .split('\n')
    .filter(line => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n');
  for (const instruction of instructions) {
    const from = /^FROM (?:--\S+ )*(\S+)(?: AS (\S+))?/i.exec(instruction);
    if (from) {
      const [, base = '', name] = from;
      stages.push({
        name,
        from: base,
        copies: [],
        workspaces: [],
        modules: [],
      });
      continue;
    }
    const stage = stages.at(-1);
    if (!stage) continue;
    const [, source, paths] =
      /^COPY .*--from=(\S+) (.*) \S+$/.exec(instruction) ?? [];
    if (source !== undefined && paths !== undefined) {
      stage.copies.push({ from: source, paths: paths.split(' ') });
    }
    const [, workspace] =
      /docker\/lockfile-only\.sh (\S+)/.exec(instruction) ?? [];
    if (workspace !== undefined) stage.workspaces.push(workspace);
    const [, module] = /^COPY (docker\/\S+) \.$/.exec(instruction) ?? [];
    if (module !== undefined) stage.modules.push(module);
  }
  return stages;
}

export interface ImageParts {
  name: string;
  version: string;
  /** The arguments of the recipe that name images. */
  bases: ReadonlyMap<string, string>;
  stages: readonly Stage[];
  packages: (workspace: string) => Bom;
  modules: (folder: string) => Bom;
}

/**
 * What a recipe puts into an image: the base of its last stage as a whole, and of every stage that is copied from, the paths
 * that are, the packages that were installed there and the Go modules that were built. What lies inside of bases is for who
 * made them to say.
 */
export function imageBom(image: ImageParts): Bom {
  const last = image.stages.at(-1);
  if (last === undefined) {
    throw new Error(`The recipe of ${image.name} has no FROM instruction.`);
  }
  const copied = last.copies.map(({ from, paths }) => ({
    paths,
    stage: image.stages.find(({ name }) => name === from),
    from,
  }));
  const sources = [...new Set(copied.map(({ stage }) => stage))].filter(
    stage => stage !== undefined,
  );
  const boms = sources.flatMap(stage => [
    ...stage.workspaces.map(image.packages),
    ...stage.modules.map(image.modules),
  ]);
  const bases = new Map<string, string[]>();
  bases.set(resolved(last.from, image.bases), ['/']);
  for (const { stage, paths, from } of copied) {
    const base = resolved(stage?.from ?? from, image.bases);
    // Paths of the stage's own making are in its packages and modules.
    const taken =
      stage && own(stage) ? paths.filter(path => /^\/usr\//.test(path)) : paths;
    if (taken.length > 0 || (stage && own(stage))) {
      bases.set(base, [...(bases.get(base) ?? []), ...taken]);
    }
  }
  const components = unique([
    ...[...bases].map(([base, paths]) => containerOf(base, paths)),
    ...boms.flatMap(bom => [bom.metadata.component, ...(bom.components ?? [])]),
  ]);
  const ref = `image:${image.name}@${image.version}`;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'container',
        name: image.name,
        version: image.version,
        'bom-ref': ref,
      },
    },
    components,
    dependencies: unique([
      {
        'bom-ref': ref,
        ref,
        dependsOn: [
          ...[...bases.keys()].map(base => `image:${base}`),
          ...boms.map(bom => bom.metadata.component['bom-ref'] ?? ''),
        ].filter((other, index, all) => all.indexOf(other) === index),
      },
      ...boms.flatMap(bom =>
        (bom.dependencies ?? []).map(other => ({
          ...other,
          'bom-ref': other.ref,
        })),
      ),
    ]).map(({ 'bom-ref': _, ...dependency }) => dependency),
  };
}

const own = ({ workspaces, modules }: Stage) =>
  workspaces.length + modules.length > 0;

function resolved(from: string, bases: ReadonlyMap<string, string>): string {
  const name = /^\$\{(\w+)\}$/.exec(from)?.[1];
  if (name === undefined) return from;
  const base = bases.get(name);
  if (base === undefined) throw new Error(`nothing says what ${from} is`);
  return base;
}

/** An image of others, by digest where one is recorded, with the paths that are taken out of it. */
function containerOf(image: string, paths: readonly string[]): Component {
  const [tagged = '', digest] = image.split('@sha256:');
  const colon = tagged.lastIndexOf(':');
  return {
    type: 'container',
    name: tagged.slice(0, colon),
    version: tagged.slice(colon + 1),
    'bom-ref': `image:${image}`,
    ...(digest && { hashes: [{ alg: 'SHA-256', content: digest }] }),
    properties: [
      {
        name: 'nodeyard:image:digest',
        value: digest ? 'recorded' : 'unrecorded',
      },
      ...paths.map(value => ({ name: 'nodeyard:image:path', value })),
    ],
  };
}

/** Without a second of the same reference: two stages may bring the same part. */
function unique<T extends { 'bom-ref'?: string }>(all: readonly T[]): T[] {
  const seen = new Map(all.map(one => [one['bom-ref'], one]));
  return [...seen.values()];
}
