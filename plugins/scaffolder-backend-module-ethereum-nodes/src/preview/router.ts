import type {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { PREVIEW_PATH, REQUEST_PATH } from '@nodeyard/blueprint/form';
import express from 'express';
import { z } from 'zod';
import type { HostOptions } from '../publishing/gitHosts';
import { withMaskedErrors } from '../publishing/maskedErrors';
import { repositoryOf, visibleEntity } from '../repositories/findRepository';
import { presentRequest } from './presentRequest';
import { previewRepository } from './previewRepository';
import type { PreviewOptions } from './previewRepository';

const LARGEST_BODY = '100kb';

const bodySchema = z.object({ answers: z.record(z.string(), z.unknown()) });

interface RouterOptions extends PreviewOptions, Omit<HostOptions, 'config'> {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
}

/**
 * Routes of the scaffolder for the fields of its forms, for those who may create tasks: `POST /ethereum-nodes/preview` and
 * `GET /ethereum-nodes/request`.
 */
export function createPreviewRouter({
  httpAuth,
  permissions,
  catalog,
  secrets,
  ...options
}: RouterOptions): express.Router {
  const router = express.Router();
  const answering =
    (
      answer: (
        request: express.Request,
        credentials: BackstageCredentials,
      ) => Promise<unknown>,
    ): express.RequestHandler =>
    (request, response, next) => {
      const respond = async () => {
        const credentials = await httpAuth.credentials(request);
        const [decision] = await permissions.authorize(
          [{ permission: taskCreatePermission }],
          { credentials },
        );
        if (decision?.result !== AuthorizeResult.ALLOW) {
          throw new NotAllowedError(
            `This route needs the permission ${taskCreatePermission.name}.`,
          );
        }
        response.json(await answer(request, credentials));
      };
      respond().catch(next);
    };
  router.post(
    PREVIEW_PATH,
    express.json({ limit: LARGEST_BODY }),
    answering(async ({ body }) => {
      const parsed = bodySchema.safeParse(body);
      if (!parsed.success) {
        throw new InputError(
          'The body is not { "answers": { ... } } with the answers of the form.',
        );
      }
      return previewRepository(parsed.data.answers, options);
    }),
  );
  router.get(
    REQUEST_PATH,
    answering(async ({ query: { entityRef } }, credentials) => {
      if (typeof entityRef !== 'string') {
        throw new InputError(
          'The query has no entityRef, e.g. component:default/payments-eth-geth-0.',
        );
      }
      const entity = await visibleEntity(catalog, entityRef, credentials);
      return withMaskedErrors({ input: {} }, secrets, async () =>
        presentRequest(await repositoryOf(entity, options)),
      );
    }),
  );
  return router;
}
