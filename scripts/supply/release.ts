import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { z } from 'zod';

/** One file of `.changeset/`: its packages, and the change for users. */
export interface Change {
  packages: { name: string; bump: string }[];
  text: string;
}

/** Reads a changeset. @throws when it has no head between lines of `---` */
export function readChange(text: string): Change {
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  if (head === undefined || body === undefined) {
    throw new Error('a changeset begins with ---');
  }
  const bumps = z
    .record(z.string(), z.enum(['major', 'minor', 'patch', 'none']))
    .parse(parse(head) ?? {});
  return {
    packages: Object.entries(bumps).map(([name, bump]) => ({ name, bump })),
    text: body.trim(),
  };
}

/** Section of one version in a package's CHANGELOG.md, as `changeset version` wrote it, without updated dependencies. */
export function changesOf(
  name: string,
  version: string,
  changelog: string,
): Change[] {
  const [, ...versions] = changelog.split(/^## /m);
  const section = versions.find(text => text.startsWith(`${version}\n`)) ?? '';
  const [, ...bumps] = section.split(/^### (?=\w+ Changes$)/m);
  return bumps.flatMap(part => {
    const bump = part.slice(0, part.indexOf(' ')).toLowerCase();
    const [, ...entries] = part.split(/^- /m);
    return entries
      .filter(entry => !entry.startsWith('Updated dependencies'))
      .map(entry => ({
        packages: [{ name, bump }],
        text: entry
          .replace(/^[0-9a-f]{7}: /, '')
          .replace(/^ {2}/gm, '')
          .trim(),
      }));
  });
}

/** The same change of several packages, once. */
export function merged(changes: readonly Change[]): Change[] {
  const byText = new Map<string, Change>();
  for (const { packages, text } of changes) {
    byText.set(text, {
      text,
      packages: [...(byText.get(text)?.packages ?? []), ...packages],
    });
  }
  return [...byText.values()];
}

/** A file of a release, by its name there. */
export interface Artefact {
  name: string;
  content: Uint8Array;
}

export interface Release {
  commit: string;
  /** Whether files differ from the commit: such a release is made by none. */
  changed: boolean;
  packages: readonly Artefact[];
  boms: readonly Artefact[];
  /** Images of ours, with the digest that is recorded of each once it was pushed. */
  images: readonly { name: string; digest: string | undefined }[];
  changes: readonly Change[];
}

const hashOf = (algorithm: 'sha512' | 'sha256', { content }: Artefact) =>
  createHash(algorithm).update(content).digest('hex');
const byName = (a: { name: string }, b: { name: string }) =>
  a.name < b.name ? -1 : 1;

/** Contents of a release for its notes, independent of the time and machine of the build. */
export function releaseNotes(release: Release): string {
  const { commit, changed, packages, boms, images, changes } = release;
  return [
    '## Changes',
    '',
    ...changes.flatMap(({ packages: about, text }) => [
      `**${
        about.map(({ name, bump }) => `${name} (${bump})`).join(', ') ||
        'no package'
      }**`,
      '',
      text,
      '',
    ]),
    '## What it is made from',
    '',
    `Commit \`${commit}\`${
      changed ? ', **with changes that are not committed**' : ''
    }. What was built of it packs to the same bytes each time.`,
    '',
    '| package | SHA-512 |',
    '| --- | --- |',
    ...[...packages]
      .sort(byName)
      .map(one => `| ${one.name} | \`${hashOf('sha512', one)}\` |`),
    '',
    '| image | digest |',
    '| --- | --- |',
    ...[...images]
      .sort(byName)
      .map(
        ({ name, digest }) =>
          `| ${name} | ${
            digest
              ? `\`${digest}\``
              : 'not pushed, or not recorded: make record-images'
          } |`,
      ),
    '',
    '| list of parts (CycloneDX) | SHA-256 |',
    '| --- | --- |',
    ...[...boms]
      .sort(byName)
      .map(one => `| ${one.name} | \`${hashOf('sha256', one)}\` |`),
    '',
  ].join('\n');
}
