import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { useEffect } from 'react';

const USER_ENTITY_REF = 'user:default/ada';

/** Signs in a user of two teams with all permissions. */
export const mockSignIn = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ApiBlueprint.make({
      name: 'permission',
      params: defineParams =>
        defineParams({
          api: permissionApiRef,
          deps: {},
          factory: () => ({
            authorize: async () => ({ result: AuthorizeResult.ALLOW }),
          }),
        }),
    }),
    SignInPageBlueprint.make({
      params: {
        loader: async () => props => {
          const { onSignInSuccess } = props;
          useEffect(
            () =>
              onSignInSuccess({
                getBackstageIdentity: async () => ({
                  type: 'user',
                  userEntityRef: USER_ENTITY_REF,
                  ownershipEntityRefs: [
                    USER_ENTITY_REF,
                    'group:default/payments',
                    'group:default/risk',
                  ],
                }),
                getProfileInfo: async () => ({ displayName: 'Ada' }),
                getCredentials: async () => ({}),
                signOut: async () => {},
              }),
            [onSignInSuccess],
          );
          return null;
        },
      },
    }),
  ],
});
