/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { execFile } from 'node:child_process';
import {
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../../../../tests/ensurePresent';
import { aPlan } from '../testing/plans';
import { digestOf } from './lock';
import { repositoryFiles } from './repository';
import { writeRepository } from './write';

const run = promisify(execFile);
const system = `${platform()}-${arch() === 'x64' ? 'amd64' : arch()}`;

/** Releases in a folder, laid out as the projects lay theirs out; curl reads file URLs as it reads the web. */
async function publishReleases(
  folder: string,
  versions: Record<string, string>,
  programs: Record<string, string>,
) {
  const helmfile = `v${versions.helmfile}/helmfile_${
    versions.helmfile
  }_${system.replace('-', '_')}.tar.gz`;
  const archives = [
    {
      program: 'helm',
      member: `${system}/helm`,
      path: `helm-v${versions.helm}-${system}.tar.gz`,
      sums: undefined,
    },
    {
      program: 'helmfile',
      member: 'helmfile',
      path: helmfile,
      sums: `v${versions.helmfile}/helmfile_${versions.helmfile}_checksums.txt`,
    },
    {
      program: 'kubeconform',
      member: 'kubeconform',
      path: `v${versions.kubeconform}/kubeconform-${system}.tar.gz`,
      sums: `v${versions.kubeconform}/CHECKSUMS`,
    },
    {
      program: 'crane',
      member: 'crane',
      path: `v${versions.crane}/go-containerregistry_${system
        .replace('linux', 'Linux')
        .replace('darwin', 'Darwin')
        .replace('amd64', 'x86_64')
        .replace('-', '_')}.tar.gz`,
      sums: `v${versions.crane}/checksums.txt`,
    },
    // The programs themselves.
    {
      program: 'sops',
      path: `v${versions.sops}/sops-v${versions.sops}.${system.replace(
        '-',
        '.',
      )}`,
      sums: `v${versions.sops}/sops-v${versions.sops}.checksums.txt`,
    },
    {
      program: 'cosign',
      path: `v${versions.cosign}/cosign-${system}`,
      sums: `v${versions.cosign}/cosign_checksums.txt`,
    },
  ];
  for (const { program, member = program, path, sums } of archives) {
    const content = join(folder, 'content', program);
    await mkdir(dirname(join(content, member)), { recursive: true });
    await writeFile(join(content, member), ensurePresent(programs[program]));
    await mkdir(dirname(join(folder, path)), { recursive: true });
    if (path.endsWith('.tar.gz')) {
      await run('tar', ['-czf', join(folder, path), '-C', content, member]);
    } else {
      await copyFile(join(content, member), join(folder, path));
    }
    const digest = digestOf(await readFile(join(folder, path))).replace(
      'sha256:',
      '',
    );
    await writeFile(
      join(folder, sums ?? `${path}.sha256sum`),
      `${digest}  ${path.split('/').at(-1)}\n`,
    );
  }
}

describe('make tools', () => {
  let home: string;
  let repository: string;
  let versions: Record<string, string>;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'nodeyard-tools-'));
    repository = join(home, 'repository');
    await writeRepository(await repositoryFiles(aPlan()), repository);
    versions = z
      .record(z.string(), z.string())
      .parse(parse(await readFile(join(repository, 'versions.yaml'), 'utf8')));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const programs = {
    helm: '#!/bin/sh\necho helm',
    helmfile: '#!/bin/sh\necho helmfile',
    kubeconform: '#!/bin/sh\n',
    crane: '#!/bin/sh\necho crane',
    sops: '#!/bin/sh\necho sops',
    cosign: '#!/bin/sh\necho cosign',
  };

  async function fetching(command: string, ...args: string[]) {
    const releases = pathToFileURL(join(home, 'releases')).href;
    const { stdout } = await run(command, args, {
      cwd: repository,
      env: {
        PATH: process.env.PATH,
        HELM_RELEASES: releases,
        HELMFILE_RELEASES: releases,
        KUBECONFORM_RELEASES: releases,
        SOPS_RELEASES: releases,
        CRANE_RELEASES: releases,
        COSIGN_RELEASES: releases,
      },
    });
    return stdout;
  }
  const makeTools = (target = 'tools') => fetching('make', target);

  it('installs each tool at the version of versions.yaml, once', async () => {
    await publishReleases(join(home, 'releases'), versions, programs);
    const first = await makeTools();
    expect(first).toContain(`helm ${versions.helm}: installed`);
    expect(first).toContain(`kubeconform ${versions.kubeconform}: installed`);
    expect((await run(join(repository, '.tools/bin/helmfile'))).stdout).toBe(
      'helmfile\n',
    );
    expect(await makeTools()).toContain(
      `helmfile ${versions.helmfile}: there already`,
    );
  });

  it('installs the tools of CI jobs where they are asked for', async () => {
    await publishReleases(join(home, 'releases'), versions, programs);
    await makeTools();
    await expect(readFile(join(repository, '.tools/bin/sops'))).rejects.toThrow(
      /ENOENT/,
    );
    const also = ['sops', 'crane', 'cosign'];
    await fetching(
      'scripts/install-tools.sh',
      ...also.flatMap(tool => ['--also', tool]),
    );
    for (const tool of also) {
      const { stdout } = await run(join(repository, '.tools/bin', tool));
      expect(stdout).toBe(`${tool}\n`);
    }
    await expect(
      fetching('scripts/install-tools.sh', '--also', 'curl'),
    ).rejects.toThrow(/Usage/);
  });

  it('installs nothing that differs from the checksum of its project', async () => {
    await publishReleases(join(home, 'releases'), versions, programs);
    const archive = join(
      home,
      'releases',
      `helm-v${versions.helm}-${system}.tar.gz`,
    );
    await writeFile(
      archive,
      Buffer.concat([await readFile(archive), Buffer.from('x')]),
    );
    await expect(makeTools()).rejects.toThrow(
      /differs from its project's checksum/,
    );
    await expect(readFile(join(repository, '.tools/bin/helm'))).rejects.toThrow(
      /ENOENT/,
    );
  });

  it('records the verified checksum, and then accepts no other, whatever the project publishes', async () => {
    await publishReleases(join(home, 'releases'), versions, programs);
    await makeTools('record-tools');
    const text = await readFile(join(repository, 'versions.yaml'), 'utf8');
    expect(text).toMatch(
      new RegExp(
        `^sha256-helm-${system}: ${versions.helm}@[0-9a-f]{64}$`.replaceAll(
          '.',
          '\\.',
        ),
        'm',
      ),
    );
    expect(await makeTools('record-tools')).toContain(
      `helm ${versions.helm}: there already`,
    );
    await rm(join(repository, '.tools'), { recursive: true });
    await publishReleases(join(home, 'releases'), versions, {
      ...programs,
      helm: '#!/bin/sh\necho another',
    });
    await expect(makeTools()).rejects.toThrow(/versions\.yaml records/);
  });
});
