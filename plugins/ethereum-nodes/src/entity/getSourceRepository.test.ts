import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
} from '@backstage/catalog-model';
import { anEntity } from '../__testUtils__/anEntity';
import { getSourceRepository } from './getSourceRepository';

const repositoryAt = (location: string) =>
  getSourceRepository(anEntity({ [ANNOTATION_SOURCE_LOCATION]: location }));

describe('getSourceRepository', () => {
  it.each([
    [
      'url:https://github.com/acme/payments-eth/tree/main/',
      'https://github.com/acme/payments-eth.git',
    ],
    [
      'url:https://gitlab.example/platform/eth/payments-eth/-/tree/main/',
      'https://gitlab.example/platform/eth/payments-eth.git',
    ],
    [
      'url:https://gitea.example/acme/payments-eth/src/branch/main/',
      'https://gitea.example/acme/payments-eth.git',
    ],
    [
      'url:https://bitbucket.org/acme/payments-eth/src/main/',
      'https://bitbucket.org/acme/payments-eth.git',
    ],
    [
      'url:https://dev.azure.com/acme/platform/_git/payments-eth?path=/',
      'https://dev.azure.com/acme/platform/_git/payments-eth',
    ],
    [
      'url:https://token@github.com/acme/payments-eth.git',
      'https://github.com/acme/payments-eth.git',
    ],
  ])('returns for %s the clone URL %s', (location, cloneUrl) => {
    expect(repositoryAt(location)).toEqual({
      kind: 'git',
      cloneUrl,
      folder: 'payments-eth',
    });
  });

  it('returns a folder for a file location', () => {
    expect(
      getSourceRepository(
        anEntity({
          [ANNOTATION_LOCATION]: 'file:/srv/repos/payments/catalog-info.yaml',
        }),
      ),
    ).toEqual({ kind: 'folder', path: '/srv/repos/payments' });
  });

  it.each([
    'url:https://github.com/',
    'url:https://github.com/acme',
    'url:javascript:alert(1)',
    'url:https://github.com/acme/a$(reboot)/tree/main/',
    'nonsense',
  ])('returns undefined for %s', location => {
    expect(repositoryAt(location)).toBeUndefined();
  });

  it('returns undefined for an entity without a location', () => {
    expect(getSourceRepository(anEntity())).toBeUndefined();
  });
});
