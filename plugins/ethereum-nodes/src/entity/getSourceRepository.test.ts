import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
} from '@backstage/catalog-model';
import { anEntity } from '../__testUtils__/anEntity';
import { getSourceRepository } from './getSourceRepository';

const of = (location: string) =>
  getSourceRepository(anEntity({ [ANNOTATION_SOURCE_LOCATION]: location }));

describe('the repository of an entity', () => {
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
  ])('of %s is cloned from %s', (location, cloneUrl) => {
    expect(of(location)).toEqual({
      kind: 'git',
      cloneUrl,
      folder: 'payments-eth',
    });
  });

  it('is a folder for what was published on this machine', () => {
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
  ])('of %s is not known', location => {
    expect(of(location)).toBeUndefined();
  });

  it('is not known of an entity without a location', () => {
    expect(getSourceRepository(anEntity())).toBeUndefined();
  });
});
