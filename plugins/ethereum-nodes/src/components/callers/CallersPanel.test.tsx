import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import { aNode } from '../../__testUtils__/aNode';
import { CallersPanel } from './CallersPanel';

const entity = (
  kind: string,
  name: string,
  relations: Array<[type: string, targetRef: string]>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
});

const provider = entity('Component', 'payments-geth', [
  ['providesApi', 'api:default/eth'],
]);
const api = (...consumers: string[]) =>
  entity(
    'API',
    'eth',
    consumers.map(name => ['apiConsumedBy', `component:default/${name}`]),
  );
const checkout = entity('Component', 'checkout', [
  ['ownedBy', 'group:default/shop'],
]);

const show = (entities: Entity[], node = aNode()) =>
  renderInTestApp(
    <TestApiProvider apis={[[catalogApiRef, catalogApiMock({ entities })]]}>
      <CallersPanel node={node} />
    </TestApiProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );

describe('CallersPanel', () => {
  it('lists the components that consume its API with their owners, and counts hidden ones', async () => {
    await show([provider, api('checkout', 'hidden', 'gone'), checkout]);
    const list = await screen.findByRole('list', {
      name: 'Components that consume its API',
    });
    expect(
      within(list)
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toEqual([
      '/catalog/default/component/checkout',
      '/catalog/default/group/shop',
    ]);
    expect(screen.getByText(/^2 more callers are not reg/)).toBeInTheDocument();
    expect(screen.queryByText(/hidden$/)).not.toBeInTheDocument();
  });

  it.each([
    [
      'has no entity',
      [],
      aNode({ entityRef: undefined }),
      /names no catalog entity/,
    ],
    [
      'has an entity that does not exist',
      [],
      aNode(),
      /payments-geth is not in the/,
    ],
    [
      'provides no API',
      [entity('Component', 'payments-geth', [])],
      aNode(),
      /provides no API/,
    ],
    [
      'has no consumers',
      [provider, api()],
      aNode(),
      /^No component consumes api:default.eth/,
    ],
  ])(
    'explains missing callers of a node that %s',
    async (_, entities, node, words) => {
      await show(entities, node);
      expect(await screen.findByText(words)).toBeInTheDocument();
    },
  );

  it('shows the URL for callers, or the setting for it', async () => {
    const callersUrl = 'http://sepolia-gateway.payments.svc:8545';
    const { unmount } = await show([], aNode({ callersUrl }));
    expect(screen.getByText(callersUrl)).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Copy the URL for callers' }),
    ).toBeInTheDocument();
    unmount();
    await show([], aNode({ source: 'static', name: 'edge' }));
    expect(
      screen.getByText(/ethereumNodes\.nodes\.edge\.callersUrl/),
    ).toBeInTheDocument();
  });

  it('names the missing permission', async () => {
    const catalog = catalogApiMock.mock({
      getEntityByRef: () => Promise.reject(new NotAllowedError('no')),
    });
    await renderInTestApp(
      <TestApiProvider apis={[[catalogApiRef, catalog]]}>
        <CallersPanel node={aNode()} />
      </TestApiProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );
    expect(
      await screen.findByText(/permission catalog\.entity\.read/),
    ).toBeInTheDocument();
  });
});
