import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { artifactHubAnnotations } from './chartAnnotations';
import { chartImages } from './chartImages';
import type { Change } from './release';

/** A key of a PGP keyring in the format that Helm reads (`gpg --export-secret-keys`). */
export interface Signer {
  /** Name or address of the key. */
  key: string;
  keyring: string;
  passphraseFile?: string;
}

export interface PackageOptions {
  /** Root of the checkout that has `charts/`. */
  root: string;
  /** Folder of the packages. */
  out: string;
  /** Time of every file in the archives: the same sources are then the same bytes. */
  date: Date;
  /** Version of each chart, which is the version of all packages of the release. */
  version: string;
  changes: readonly Change[];
  signer?: Signer;
}

const chartSchema = z.object({
  name: z.string(),
  version: z.string(),
  home: z.url(),
});

/** Names of the charts of a checkout. */
export function chartNames(root: string): string[] {
  return readdirSync(join(root, 'charts')).sort();
}

/**
 * Packages one chart with the annotations of Artifact Hub, and signs it where there is a signer.
 *
 * @returns path of the package; the provenance file beside it has the suffix `.prov`
 * @throws Error when the version of the chart differs from the release, or helm fails
 */
export function packageChart(name: string, options: PackageOptions): string {
  const { root, out, date, version, changes, signer } = options;
  const scratch = mkdtempSync(join(tmpdir(), 'nodeyard-chart-'));
  try {
    const files = execFileSync(
      'git',
      [
        ...['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
        ...['--deduplicate', '--', `charts/${name}`],
      ],
      { cwd: root, encoding: 'utf8' },
    )
      .split('\0')
      .filter(Boolean);
    for (const file of files) {
      mkdirSync(dirname(join(scratch, file)), { recursive: true });
      cpSync(join(root, file), join(scratch, file), { force: true });
    }
    const chart = join(scratch, 'charts', name);
    const path = join(chart, 'Chart.yaml');
    const document = parseDocument(readFileSync(path, 'utf8'));
    const facts = chartSchema.parse(document.toJS());
    if (facts.version !== version) {
      throw new Error(
        `charts/${name}/Chart.yaml: version is ${facts.version}, and the release is ${version}. Set the version of the chart.`,
      );
    }
    const annotations = artifactHubAnnotations(
      facts,
      chartImages(chart),
      changes,
    );
    for (const [key, value] of Object.entries(annotations)) {
      document.setIn(['annotations', key], value);
    }
    writeFileSync(path, document.toString({ lineWidth: 0 }));
    for (const file of files) utimesSync(join(scratch, file), date, date);
    execFileSync(
      'helm',
      [
        ...['package', chart, '--destination', out],
        ...(signer
          ? ['--sign', '--key', signer.key, '--keyring', signer.keyring]
          : []),
        ...(signer?.passphraseFile
          ? ['--passphrase-file', signer.passphraseFile]
          : []),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    return join(out, `${facts.name}-${facts.version}.tgz`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Lines of `sha256sum`, in the order of the names. */
export function checksums(files: readonly string[]): string {
  return [...files]
    .sort()
    .map(file => {
      const hash = createHash('sha256').update(readFileSync(file));
      return `${hash.digest('hex')}  ${basename(file)}\n`;
    })
    .join('');
}
