import { relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  getEntitySourceLocation,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import gitUrlParse from 'git-url-parse';
import { allowedRepositories } from '../localRepositories/config';
import type { LocalRepositories } from '../localRepositories/config';
import type { GitRepository } from './gitRepository';
import { hostApiOf } from './hostApi';
import { localRepository } from './localRepository';
import { remoteRepository } from './remoteRepository';

interface Options {
  integrations: ScmIntegrations;
  repositories: LocalRepositories | undefined;
  requireScmUserCredentials: boolean;
}

/** Owner and repository, of which the owner may be nested. */
const segments = /^[\w.-]+(\/[\w.-]+)*$/;

/**
 * The repository that an entity of the catalog comes from.
 * @throws InputError for an entity of another source, NotAllowedError where Backstage has no credentials for its host
 */
export async function repositoryOf(
  entity: Entity,
  options: Options,
): Promise<GitRepository> {
  const ref = stringifyEntityRef(entity);
  const { type, target } = getEntitySourceLocation(entity);
  if (type === 'file') return localOf(target, ref, options);
  if (type !== 'url') {
    throw new InputError(
      `${ref} comes from a location of type ${type}, and not from a Git repository.`,
    );
  }
  const { owner, name } = gitUrlParse(target);
  if (
    !segments.test(owner) ||
    !segments.test(name) ||
    /(^|\/)\.\.?(\/|$)/.test(`${owner}/${name}`)
  ) {
    throw new InputError(
      `${ref} comes from ${target}, which names no repository.`,
    );
  }
  const location = { url: target, owner, name };
  if (options.requireScmUserCredentials) {
    throw new NotAllowedError(
      'scaffolder.requireScmUserCredentials is set, and this action has the credentials of integrations only.',
    );
  }
  const api = await hostApiOf(location, options.integrations);
  if (!api) {
    throw new NotAllowedError(
      `Backstage has no credentials for ${
        new URL(target).host
      }, where ${ref} comes from. Add an integration with credentials for GitHub, GitLab or Gitea.`,
    );
  }
  return remoteRepository(location, api);
}

function localOf(
  target: string,
  ref: string,
  { repositories }: Options,
): GitRepository {
  const { directory } = allowedRepositories(repositories);
  const path = target.startsWith('file:') ? fileURLToPath(target) : target;
  const [name = ''] = relative(directory, resolve(path)).split(sep);
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    throw new InputError(
      `${ref} comes from ${path}, and not from a repository in ${directory}.`,
    );
  }
  return localRepository(directory, name);
}

/**
 * The entity of a reference as people write it.
 * @throws InputError for what is no reference, NotFoundError for what these credentials do not see
 */
export async function visibleEntity(
  catalog: CatalogService,
  reference: string,
  credentials: BackstageCredentials,
): Promise<Entity> {
  const entityRef = referenceOf(reference);
  const entity = await catalog.getEntityByRef(entityRef, { credentials });
  if (!entity) {
    throw new NotFoundError(
      `The catalog has no ${entityRef} that you may read.`,
    );
  }
  return entity;
}

function referenceOf(text: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultKind: 'component' }),
    );
  } catch {
    throw new InputError(
      `entityRef ${JSON.stringify(
        text.slice(0, 200),
      )} is no reference of an entity. Write it as component:default/payments-eth-geth-0.`,
    );
  }
}
