// Packs every package that is published, and writes dist/release/notes.md: `make release-notes`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { packed } from './pack';
import { releaseNotes } from './release';
import { releaseChanges } from './releaseChanges';
import { workspaces } from './sbom';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path));
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const namesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder))
    .filter(name => name.endsWith(ending))
    .sort();

// Before packing, which writes to folders that Git ignores.
const changed = git('status', '--porcelain') !== '';
const folder = join(root, 'dist/release');
mkdirSync(folder, { recursive: true });
const published = [...workspaces().values()].filter(
  location =>
    !JSON.parse(read(`${location}/package.json`).toString('utf8')).private,
);
const CHART = 'charts/ethereum-infrastructure/files/images.yaml';
const recorded: Record<string, string> = parse(read(CHART).toString('utf8'));
const images = ['node-health', 'snapshot-builder', 'delta-sync'].map(image => {
  const location = image === 'node-health' ? image : 'snapshots';
  const { version } = JSON.parse(
    read(`packages/${location}/package.json`).toString('utf8'),
  );
  const name = `ghcr.io/nodeyard/${image}:${version}`;
  return { name, digest: recorded[name] };
});

const notes = releaseNotes({
  commit: git('rev-parse', 'HEAD'),
  changed,
  packages: published.map(location => packed(location, folder)),
  boms: namesIn('dist/sbom', '.cdx.json').map(name => ({
    name,
    content: read(`dist/sbom/${name}`),
  })),
  images,
  changes: releaseChanges(root, published),
});
writeFileSync(join(folder, 'notes.md'), notes);
console.log('dist/release/notes.md');
