import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const scalprumSchema = z.object({
  name: z.string(),
  exposedModules: z.record(z.string(), z.string()),
});
type Scalprum = z.infer<typeof scalprumSchema>;
const packageSchema = z.object({ scalprum: scalprumSchema });
const scriptsSchema = z.object({
  name: z.string(),
  loadScripts: z.array(z.string()).min(1),
});
const remoteSchema = z.object({
  exposes: z.array(z.object({ name: z.string() })),
});
const configSchema = z.object({
  dynamicPlugins: z.object({ frontend: z.record(z.string(), z.unknown()) }),
});

const text = (...path: string[]) => readFileSync(join(...path), 'utf8');

/** What a dynamic plugin that was exported lacks, seen from the package that it was exported from. */
export function problemsOf(exported: string, plugin: string): string[] {
  const { scalprum } = packageSchema.parse(
    JSON.parse(text(plugin, 'package.json')),
  );
  const manifest = 'dist-scalprum/plugin-manifest.json';
  if (!existsSync(join(exported, manifest))) {
    return [`${manifest} is not there: nothing was exported for Scalprum`];
  }
  const { name, loadScripts } = scriptsSchema.parse(
    JSON.parse(text(exported, manifest)),
  );
  const missing = loadScripts.filter(
    script => !existsSync(join(exported, 'dist-scalprum', script)),
  );
  if (missing.length) return [`${manifest} names ${missing.join(', ')}`];
  const entry = loadScripts
    .map(script => text(exported, 'dist-scalprum', script))
    .join('\n');
  return [
    ...(name === scalprum.name ? [] : [`${manifest} is of ${name}`]),
    ...Object.keys(scalprum.exposedModules)
      .filter(module => !new RegExp(`\\b${module}["']?:`).test(entry))
      .map(module => `the module ${module} is not exposed`),
    ...remoteProblems(exported),
    ...wiringProblems(exported, scalprum, plugin),
  ];
}

/** The new frontend system of newer releases loads the package's main entry by module federation. */
function remoteProblems(exported: string): string[] {
  const manifest = 'dist/mf-manifest.json';
  if (!existsSync(join(exported, manifest))) {
    return [`${manifest} is not there: nothing is federated`];
  }
  const { exposes } = remoteSchema.parse(JSON.parse(text(exported, manifest)));
  return exposes.some(({ name }) => name === '.')
    ? []
    : [`${manifest} does not expose the main entry`];
}

/** What `app-config.dynamic.yaml` in a folder names, and no module of the plugin exports. */
export function wiringProblems(
  folder: string,
  { name, exposedModules }: Scalprum,
  plugin: string,
): string[] {
  const file = 'app-config.dynamic.yaml';
  const { frontend } = configSchema.parse(
    parse(text(folder, file)),
  ).dynamicPlugins;
  if (!(name in frontend)) return [`${file} has nothing for ${name}`];
  return namedIn(frontend[name]).flatMap(({ module, words }) => {
    const source = exposedModules[module];
    if (source === undefined) {
      return [`${file} names the module ${module}, which is not exposed`];
    }
    const code = text(plugin, source);
    return words
      .filter(
        word =>
          !new RegExp(
            `export (const|function) ${word}\\b|export \\{[^}]*\\b${word}\\b`,
          ).test(code),
      )
      .map(word => `${file} names ${word}, which ${source} does not export`);
  });
}

/** Every `importName` at any depth, with the conditions beside it, which come from the same module. */
function namedIn(value: unknown): Array<{ module: string; words: string[] }> {
  if (typeof value !== 'object' || value === null) return [];
  const {
    importName,
    module = 'PluginRoot',
    config,
  } = value as {
    importName?: string;
    module?: string;
    config?: { if?: Record<string, unknown[]> };
  };
  const conditions = Object.values(config?.if ?? {})
    .flat()
    .filter((condition): condition is string => typeof condition === 'string');
  return [
    ...(importName ? [{ module, words: [importName, ...conditions] }] : []),
    ...Object.values(value).flatMap(namedIn),
  ];
}
