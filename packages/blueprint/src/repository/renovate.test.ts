/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { consensusClients, executionClients } from '@nodeyard/ethereum';
import { parse } from 'yaml';
import { z } from 'zod';
import { ensurePresent } from '../../../../tests/ensurePresent';
import { blueprintFiles } from './blueprintFiles';
import { actions } from './ci/actions';

const root = resolve(__dirname, '../../../..');

const configSchema = z.object({
  customManagers: z.array(
    z.object({
      managerFilePatterns: z.array(z.string()),
      matchStrings: z.array(z.string()),
      autoReplaceStringTemplate: z.string().optional(),
      versioningTemplate: z.string().optional(),
      extractVersionTemplate: z.string().optional(),
    }),
  ),
});

/** What Renovate's regex managers would take from one file. */
function found(
  config: z.infer<typeof configSchema>,
  path: string,
  text: string,
) {
  return config.customManagers
    .filter(({ managerFilePatterns }) =>
      managerFilePatterns.some(pattern =>
        new RegExp(pattern.replace(/^\/|\/$/g, '')).test(path),
      ),
    )
    .flatMap(manager =>
      manager.matchStrings.flatMap(pattern =>
        [...text.matchAll(new RegExp(pattern, 'g'))].map(match => ({
          manager,
          text: match[0],
          groups: match.groups ?? {},
        })),
      ),
    );
}

/** Every mapping with a repository and a tag, in the order of the file. */
function imagesIn(value: unknown): { repository: string; tag: string }[] {
  const image = z
    .object({ repository: z.string(), tag: z.coerce.string() })
    .safeParse(value);
  if (image.success) return [image.data];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(imagesIn)
    : [];
}

describe('renovate.json', () => {
  let config: z.infer<typeof configSchema>;
  let team: Map<string, string>;

  beforeAll(async () => {
    config = configSchema.parse(
      JSON.parse(await readFile(join(root, 'renovate.json'), 'utf8')),
    );
    team = new Map(
      (await blueprintFiles(root)).map(({ path, content }) => [
        path,
        Buffer.from(content).toString(),
      ]),
    );
  });

  it('is part of every team repository', () => {
    expect(JSON.parse(team.get('renovate.json') ?? '')).toMatchObject(config);
  });

  const clients = [
    ...Object.values(executionClients),
    ...Object.values(consensusClients),
  ];

  it.each(clients.map(client => [client.name, client] as const))(
    'finds the image of %s, and understands its tag',
    (name, { image }) => {
      const path = `charts/ethereum-infrastructure/files/clients/${name}.yaml`;
      const [match, ...others] = found(config, path, team.get(path) ?? '');
      expect(others).toEqual([]);
      expect(match?.groups).toMatchObject({
        depName: image.repository,
        currentValue: image.tag,
      });
      expect(image.tag).toMatch(
        new RegExp(
          match?.manager.versioningTemplate?.replace(/^regex:/, '') ?? '$.',
        ),
      );
    },
  );

  it.each(['ethereum-infrastructure', 'ethereum-network'])(
    'finds the images of other software in the values of %s, and no other',
    chart => {
      const path = `charts/${chart}/values.yaml`;
      const text = team.get(path) ?? '';
      const images = imagesIn(parse(text)).filter(
        ({ repository }) =>
          repository !== '' && !repository.startsWith('ghcr.io/nodeyard/'),
      );
      expect(images).not.toEqual([]);
      expect(
        found(config, path, text).map(({ groups }) => ({
          repository: groups.depName,
          tag: groups.currentValue,
        })),
      ).toEqual(images);
    },
  );

  it('finds every version of a team repository', () => {
    const text = team.get('versions.yaml') ?? '';
    const versions = Object.entries(
      z.record(z.string(), z.coerce.string()).parse(parse(text)),
    ).filter(([key]) => !/^sha256-|-digest$/.test(key));
    expect(
      found(config, 'versions.yaml', text)
        .map(({ groups }) => groups.currentValue)
        .sort(),
    ).toEqual(versions.map(([, version]) => version).sort());
  });

  it('updates an action of team workflows together with its commit', async () => {
    const path = 'packages/blueprint/src/repository/ci/actions.ts';
    const matches = found(
      config,
      path,
      await readFile(join(root, path), 'utf8'),
    );
    expect(
      matches.map(
        ({ groups }) =>
          `${groups.depName}@${groups.currentDigest} # ${groups.currentValue}`,
      ),
    ).toEqual(Object.values(actions));
  });

  it('removes the digest of a chart with an update of its version', async () => {
    const text = await readFile(join(root, 'versions.yaml'), 'utf8');
    const charts = found(config, 'versions.yaml', text).filter(
      ({ groups }) => groups.depType,
    );
    expect(charts).not.toEqual([]);
    for (const { manager, text: before, groups } of charts) {
      const after = Object.entries({ ...groups, newValue: '999.0.0' }).reduce(
        (template, [name, value]) =>
          template.replaceAll(`{{{${name}}}}`, value),
        manager.autoReplaceStringTemplate ?? '',
      );
      expect(after).toBe(
        before
          .replace(`: ${groups.currentValue}\n`, ': 999.0.0\n')
          .replace(/digest: \S+$/, 'digest: unrecorded'),
      );
    }
  });

  it('looks up each chart in the repository that helmfile uses', async () => {
    const addresses = z
      .record(z.string(), z.string())
      .parse(
        parse(await readFile(join(root, 'helmfiles/charts.yaml'), 'utf8')),
      );
    const text = await readFile(join(root, 'versions.yaml'), 'utf8');
    const sources = Object.fromEntries(
      found(config, 'versions.yaml', text)
        .filter(({ groups }) => groups.depType)
        .map(({ groups }) => [
          ensurePresent(groups.depType).slice('chart-'.length),
          groups.registryUrl === undefined
            ? `oci://${groups.depName}`
            : `${groups.registryUrl}/${groups.depName}`,
        ]),
    );
    expect(sources).toEqual(addresses);
  });
});
