import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { locationSpecToLocationEntity } from '@backstage/plugin-catalog-node';
import { localRepositories } from './config';

function aConfig(target: string, directory = '/data/git') {
  return new ConfigReader({
    scaffolder: { ethereumNodes: { localRepositories: { directory } } },
    catalog: {
      locations: [
        { type: 'url', target: 'https://example.com/catalog-info.yaml' },
        { type: 'file', target },
      ],
    },
  });
}

describe('local repositories', () => {
  it('are disabled without a folder', () => {
    expect(localRepositories(new ConfigReader({}))).toBeUndefined();
  });

  it('find the location of the catalog that reads them, by its name in the catalog', () => {
    expect(localRepositories(aConfig('/data/git/*/catalog-info.yaml'))).toEqual(
      {
        directory: '/data/git',
        locations: [
          stringifyEntityRef(
            locationSpecToLocationEntity({
              location: {
                type: 'file',
                target: '/data/git/*/catalog-info.yaml',
              },
            }),
          ),
        ],
      },
    );
  });

  it('find no location for another folder', () => {
    expect(
      localRepositories(aConfig('/data/github/*/catalog-info.yaml'))?.locations,
    ).toEqual([]);
    expect(
      localRepositories(
        new ConfigReader({ scaffolder: aConfig('x').get('scaffolder') }),
      )?.locations,
    ).toEqual([]);
  });

  it('resolve the folder from the working directory of the backend', () => {
    const here = localRepositories(
      aConfig('../git/*/catalog-info.yaml', '../git'),
    );
    expect(here?.directory).toMatch(/^\/.*\/git$/);
    expect(here?.locations).toHaveLength(1);
  });
});
