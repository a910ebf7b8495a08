import type {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { PREVIEW_PATH } from '@nodeyard/blueprint/form';
import express from 'express';
import { z } from 'zod';
import { previewRepository } from './previewRepository';
import type { PreviewOptions } from './previewRepository';

const LARGEST_BODY = '100kb';

const bodySchema = z.object({ answers: z.record(z.string(), z.unknown()) });

/** `POST /ethereum-nodes/preview` of the scaffolder, for those who may create tasks. */
export function createPreviewRouter({
  httpAuth,
  permissions,
  ...options
}: PreviewOptions & {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): express.Router {
  const router = express.Router();
  router.post(
    PREVIEW_PATH,
    express.json({ limit: LARGEST_BODY }),
    (request, response, next) => {
      const answer = async () => {
        const credentials = await httpAuth.credentials(request);
        const [decision] = await permissions.authorize(
          [{ permission: taskCreatePermission }],
          { credentials },
        );
        if (decision?.result !== AuthorizeResult.ALLOW) {
          throw new NotAllowedError(
            `A preview needs the permission ${taskCreatePermission.name}.`,
          );
        }
        const body = bodySchema.safeParse(request.body);
        if (!body.success) {
          throw new InputError(
            'The body is not { "answers": { ... } } with the answers of the form.',
          );
        }
        response.json(await previewRepository(body.data.answers, options));
      };
      answer().catch(next);
    },
  );
  return router;
}
