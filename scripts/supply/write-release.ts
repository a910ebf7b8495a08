// Packs every package that is published, and writes dist/release/notes.md: `make release-notes`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { packed } from './pack';
import { changesOf, merged, readChange, releaseNotes } from './release';
import { workspaces } from './sbom';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path));
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const namesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder))
    .filter(name => name.endsWith(ending))
    .sort();

// Before anything is packed: that is written into folders that Git does not look at.
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

// `changeset version` moves what waits for a release into the changelogs.
const waiting = namesIn('.changeset', '.md')
  .filter(name => name !== 'README.md')
  .map(name => readChange(read(`.changeset/${name}`).toString('utf8')));
const versioned = merged(
  published.flatMap(location => {
    const manifest = read(`${location}/package.json`).toString('utf8');
    const { name, version } = JSON.parse(manifest);
    const changelog = read(`${location}/CHANGELOG.md`).toString('utf8');
    return changesOf(name, version, changelog);
  }),
);

const notes = releaseNotes({
  commit: git('rev-parse', 'HEAD'),
  changed,
  packages: published.map(location => packed(location, folder)),
  boms: namesIn('dist/sbom', '.cdx.json').map(name => ({
    name,
    content: read(`dist/sbom/${name}`),
  })),
  images,
  changes: waiting.length > 0 ? waiting : versioned,
});
writeFileSync(join(folder, 'notes.md'), notes);
console.log('dist/release/notes.md');
