import { NotAllowedError } from '@backstage/errors';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import appPlugin from '@backstage/plugin-app';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import {
  AuthorizeResult,
  type AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  ethereumNodesPermissions,
  type EthereumNodesApi,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { render, screen, within } from '@testing-library/react';
import { aNode } from './__testUtils__/aNode';
import { anApi } from './__testUtils__/anApi';
import { anEntity } from './__testUtils__/anEntity';
import { ethereumNodesApiRef } from './api';
import { ethereumNodesPlugin } from './plugin';

const withoutSignIn = appPlugin.withOverrides({
  extensions: [
    appPlugin.getExtension('sign-in-page:app').override({ disabled: true }),
  ],
});

/** Starts an app with the catalog, this plugin and given permission decisions. */
function startApp(options: {
  path: string;
  decide: (permission: string) => AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  nodes?: EthereumNodesApi;
}) {
  const { path, decide, nodes = anApi([aNode()]) } = options;
  const requests: AuthorizePermissionRequest[] = [];
  const fakes = [
    createFrontendModule({
      pluginId: 'app',
      extensions: [
        ApiBlueprint.make({
          name: 'permission',
          params: define =>
            define({
              api: permissionApiRef,
              deps: {},
              factory: () => ({
                authorize: async (request: AuthorizePermissionRequest) => {
                  requests.push(request);
                  return { result: decide(request.permission.name) };
                },
              }),
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'ethereum-nodes',
      extensions: [
        ApiBlueprint.make({
          params: define =>
            define({
              api: ethereumNodesApiRef,
              deps: {},
              factory: () => nodes,
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'catalog',
      extensions: [
        ApiBlueprint.make({
          params: define =>
            define({
              api: catalogApiRef,
              deps: {},
              factory: () => catalogApiMock({ entities: [anEntity()] }),
            }),
        }),
      ],
    }),
  ];
  window.history.pushState({}, '', path);
  const data = {
    app: { baseUrl: 'http://localhost' },
    backend: { baseUrl: 'http://localhost:7007' },
  };
  const environment = process.env;
  // The bundler defines an array here, which the type of environment variables excludes.
  process.env = {
    ...environment,
    APP_CONFIG: [{ data, context: 'test' }] as never,
  };
  const app = createApp({
    features: [withoutSignIn, catalogPlugin, ethereumNodesPlugin, ...fakes],
  });
  render(app.createRoot());
  process.env = environment;
  return { requests };
}

const navigationItem = () =>
  within(screen.getByRole('navigation', { name: 'sidebar nav' })).queryByRole(
    'link',
    { name: 'Ethereum nodes' },
  );

describe('the navigation', () => {
  it('lists the page for a user who may read the fleet', async () => {
    startApp({
      path: '/ethereum-nodes',
      decide: () => AuthorizeResult.ALLOW,
    });
    expect(
      await screen.findByRole('row', { name: /payments-geth/ }),
    ).toBeInTheDocument();
    expect(navigationItem()).toHaveAttribute('href', '/ethereum-nodes');
  });

  it('hides the page from a user who may not, and the page names the missing permission', async () => {
    startApp({
      path: '/ethereum-nodes',
      decide: () => AuthorizeResult.DENY,
      nodes: anApi([], {
        listNodes: () => Promise.reject(new NotAllowedError('Unauthorized')),
      }),
    });
    expect(
      await screen.findByText(
        /permission ethereum-nodes\.node\.read is required/,
      ),
    ).toBeInTheDocument();
    expect(navigationItem()).not.toBeInTheDocument();
  });

  it('keeps node pages for users who may read single nodes', async () => {
    startApp({
      path: '/ethereum-nodes/nodes/staging~payments~payments-geth',
      decide: () => AuthorizeResult.DENY,
    });
    expect(
      await screen.findByRole('region', { name: 'Execution' }),
    ).toBeInTheDocument();
    expect(navigationItem()).not.toBeInTheDocument();
  });

  it('requires only basic permissions, which have no conditional decisions', async () => {
    const { requests } = startApp({
      path: '/ethereum-nodes',
      decide: () => AuthorizeResult.ALLOW,
    });
    await screen.findByRole('row', { name: /payments-geth/ });
    const types = new Map(
      ethereumNodesPermissions.map(({ name, type }) => [name, type]),
    );
    const ours = requests.filter(({ permission }) =>
      types.has(permission.name),
    );
    expect(ours.map(({ permission }) => types.get(permission.name))).toEqual([
      'basic',
    ]);
  });
});

describe('the About card', () => {
  const renderAbout = (entity = anEntity(), tab = true) =>
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity }),
        catalogPlugin.getExtension('entity-card:catalog/about'),
        ethereumNodesPlugin.getExtension(
          'entity-icon-link:ethereum-nodes/health',
        ),
        ...(tab
          ? [
              ethereumNodesPlugin.getExtension(
                'entity-content:ethereum-nodes/health',
              ),
            ]
          : []),
      ],
      apis: [
        [ethereumNodesApiRef, anApi([aNode()])],
        [catalogApiRef, catalogApiMock({ entities: [entity] })],
      ],
    });

  it('of a node links to the tab', async () => {
    renderAbout();
    expect(
      await screen.findByRole('link', { name: 'Node health' }),
    ).toHaveAttribute('href', '/node-health');
  });

  it('has a disabled link in an app without the tab', async () => {
    renderAbout(anEntity(), false);
    expect(await screen.findByText('Node health')).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Node health' }),
    ).not.toBeInTheDocument();
  });

  it('of another entity has no link', async () => {
    const website = anEntity();
    website.metadata.annotations = {};
    website.spec = { ...website.spec, type: 'website' };
    renderAbout(website);
    expect(await screen.findByText('About')).toBeInTheDocument();
    expect(screen.queryByText('Node health')).not.toBeInTheDocument();
  });
});
