import {
  EntityProvider,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { aNode } from './__testUtils__/aNode';
import { anApi } from './__testUtils__/anApi';
import { anEntity } from './__testUtils__/anEntity';
import {
  EntityNodeHealthCard,
  EntityNodeHealthContent,
  EthereumNodeSearchResultListItem,
  EthereumNodesPage,
  HomePageMyNodes,
  ethereumNodesApiRef,
  isEthereumNodeAvailable,
} from './legacy';
import { entityHealthRouteRef, rootRouteRef } from './routes';

const mountedRoutes = {
  '/catalog/:namespace/:kind/:name': entityRouteRef,
  '/chain': entityHealthRouteRef,
  '/nodes': rootRouteRef,
};

function WithApis(props: { children: ReactNode }) {
  return (
    <TestApiProvider
      apis={[
        [ethereumNodesApiRef, anApi([aNode({ state: 'STALLED' })])],
        [catalogApiRef, catalogApiMock({ entities: [anEntity()] })],
      ]}
    >
      {props.children}
    </TestApiProvider>
  );
}

/** A separate component: in the app's own routes, the `*` would become part of the path. */
function FleetRoute() {
  return (
    <Routes>
      <Route path="/nodes/*" element={<EthereumNodesPage />} />
    </Routes>
  );
}

describe('the old frontend system', () => {
  it('renders the tab', async () => {
    await renderInTestApp(
      <WithApis>
        <EntityProvider entity={anEntity()}>
          <Routes>
            <Route path="/node-health" element={<EntityNodeHealthContent />} />
          </Routes>
        </EntityProvider>
      </WithApis>,
      { mountedRoutes, routeEntries: ['/node-health'] },
    );
    expect(
      await screen.findByRole('heading', { level: 2, name: /^Stalled since/ }),
    ).toBeInTheDocument();
  });

  it('renders the card', async () => {
    await renderInTestApp(
      <WithApis>
        <EntityProvider entity={anEntity()}>
          <EntityNodeHealthCard />
        </EntityProvider>
      </WithApis>,
      { mountedRoutes },
    );
    expect(await screen.findByText(/^Stalled since/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Node health' })).toHaveAttribute(
      'href',
      '/chain',
    );
  });

  it('renders the home page widget', async () => {
    await renderInTestApp(
      <WithApis>
        <HomePageMyNodes />
      </WithApis>,
      { mountedRoutes },
    );
    expect(await screen.findByText(/^Stalled since/)).toBeInTheDocument();
  });

  it('renders the fleet with a header', async () => {
    await renderInTestApp(
      <WithApis>
        <FleetRoute />
      </WithApis>,
      { mountedRoutes, routeEntries: ['/nodes'] },
    );
    expect(
      await screen.findByRole('row', { name: /payments-geth/ }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'payments-geth' })).toHaveAttribute(
      'href',
      '/nodes/nodes/staging~payments~payments-geth',
    );
    expect(screen.getByText('Ethereum nodes')).toBeInTheDocument();
  });

  it('detects entities that have a tab', () => {
    const website = { ...anEntity({}), spec: { type: 'website' } };
    expect(isEthereumNodeAvailable(anEntity({}))).toBe(true);
    expect(isEthereumNodeAvailable(website)).toBe(false);
  });

  it('renders the result of a search', async () => {
    await renderInTestApp(
      <WithApis>
        <EthereumNodeSearchResultListItem
          result={{
            title: 'geth-0',
            text: '',
            location: `/nodes/nodes/${aNode().id}`,
          }}
        />
      </WithApis>,
      { mountedRoutes },
    );
    expect(await screen.findByText('Stalled')).toBeInTheDocument();
  });
});
