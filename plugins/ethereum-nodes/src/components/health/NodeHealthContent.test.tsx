import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { renderTestApp } from '@backstage/frontend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import {
  ANNOTATION_EXECUTION_URL,
  ANNOTATION_NODE,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { EthereumNodesApi } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodeStates } from '@nodeyard/ethereum';
import type { NodeState } from '@nodeyard/ethereum';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aNode, aNodeDetail, noon } from '../../__testUtils__/aNode';
import { anApi } from '../../__testUtils__/anApi';
import { anEntity } from '../../__testUtils__/anEntity';
import { sentencePattern } from '../../__testUtils__/sentencePattern';
import { elementAt } from '../../__testUtils__/elementAt';
import { ethereumNodesApiRef } from '../../api';
import { ethereumNodesPlugin } from '../../plugin';
import { kubernetesRouteRef, templateRouteRef } from '../../routes';
import type { ExternalRouteRef } from '@backstage/frontend-plugin-api';

function renderTab(
  api: EthereumNodesApi,
  entity = anEntity(),
  initialRouteEntries = ['/'],
  mountedRoutes: Record<string, ExternalRouteRef> = {},
  entities: Entity[] = [],
) {
  return renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      ethereumNodesPlugin.getExtension('entity-content:ethereum-nodes/health'),
    ],
    apis: [
      [ethereumNodesApiRef, api],
      [catalogApiRef, catalogApiMock({ entities })],
    ],
    initialRouteEntries,
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      ...mountedRoutes,
    },
  });
}

/** Sentences that depend on more than the state. */
const sentences: Partial<Record<NodeState, RegExp>> = {
  BEHIND: /^6 min 9 s behind the head and not catching up$/,
  SYNCING: /^Syncing, 78% done, about 3 h 36 min left$/,
  MAINTENANCE: /^Stopped for a snapshot since .*, back by .*$/,
  INDEXING: /^In sync, 4 s behind the head, still building indexes$/,
  SYNCED: /^In sync, 4 s behind the head$/,
};

describe('NodeHealthContent', () => {
  it.each(nodeStates)(
    'shows %s with its sentence, icon and commands',
    async state => {
      renderTab(anApi([aNode({ state })]));
      expect(
        await screen.findByRole('heading', {
          level: 2,
          name: sentences[state] ?? sentencePattern(state),
        }),
      ).toBeInTheDocument();
      expect(
        screen.getAllByTestId(`state-icon-${state}`).length,
      ).toBeGreaterThan(0);
      const next = screen.getByRole('region', { name: 'What to do next' });
      expect(
        within(next).getAllByRole('button', { name: /^Copy command/ }).length,
      ).toBeGreaterThan(0);
    },
  );

  it('links to the templates that change its repository, with the entity filled in', async () => {
    const names = ['change-ethereum-node', 'update-ethereum-blueprint'];
    const entity = anEntity();
    renderTab(
      anApi([aNode({ entityRef: 'component:default/geth-0' })]),
      entity,
      ['/'],
      { '/self-service/:namespace/:templateName': templateRouteRef },
      names.map(name => ({
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        kind: 'Template',
        metadata: { name, namespace: 'platform' },
      })),
    );
    const links = await screen.findByRole('navigation', {
      name: 'Repository of this node',
    });
    const formData = new URLSearchParams({
      formData: JSON.stringify({ entity: 'component:default/geth-0' }),
    });
    expect(
      within(links)
        .getAllByRole('link')
        .map(link => [link.textContent, link.getAttribute('href')]),
    ).toEqual([
      [
        'Change the nodes',
        `/self-service/platform/change-ethereum-node?${formData}`,
      ],
      [
        'Update the blueprint',
        `/self-service/platform/update-ethereum-blueprint?${formData}`,
      ],
    ]);
  });

  it('shows a skeleton while it loads', async () => {
    renderTab(anApi([], { listNodes: () => new Promise(() => {}) }));
    expect(
      await screen.findByRole('status', { name: 'Loading' }),
    ).toHaveAttribute('aria-busy', 'true');
  });

  it('explains how to deploy an entity without nodes, and which permission may hide them', async () => {
    renderTab(
      anApi([]),
      anEntity({
        [ANNOTATION_NODE]: 'auto',
        'backstage.io/source-location':
          'url:https://github.com/acme/payments-eth/tree/main/',
      }),
    );
    expect(
      await screen.findByText('No node of this entity is reported yet'),
    ).toBeInTheDocument();
    for (const command of [
      'git clone https://github.com/acme/payments-eth.git && cd payments-eth',
      'make deploy-all ENV=ENVIRONMENT',
    ]) {
      expect(
        screen.getByText(
          (_, element) =>
            element?.tagName === 'CODE' &&
            element.textContent?.trim() === command,
        ),
      ).toBeInTheDocument();
    }
    expect(screen.getByText(/ethereum-nodes\.node\.read/)).toBeInTheDocument();
    expect(screen.queryByText(/Create/)).not.toBeInTheDocument();
  });

  it('shows the error of the backend and retries on request', async () => {
    const listNodes = jest
      .fn<ReturnType<EthereumNodesApi['listNodes']>, []>()
      .mockRejectedValueOnce(new Error('database is locked'))
      .mockResolvedValue({ items: [aNode()], totalItems: 1 });
    renderTab(anApi([aNode()], { listNodes }));
    expect(
      (await screen.findAllByText(/database is locked/))[0],
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('heading', { name: sentencePattern('SYNCED') }),
    ).toBeInTheDocument();
  });

  it('names the missing permission', async () => {
    renderTab(
      anApi([], { listNodes: () => Promise.reject(new NotAllowedError('no')) }),
    );
    expect(
      await screen.findByText(
        /permission ethereum-nodes\.node\.read is required/,
      ),
    ).toBeInTheDocument();
  });

  it('shows the client that responded, and the error of the other', async () => {
    renderTab(anApi([aNode({ state: 'WAITING_FOR_CL' })]));
    const execution = await screen.findByRole('region', { name: 'Execution' });
    expect(within(execution).getByText('Geth 1.17.10')).toBeInTheDocument();
    const consensus = screen.getByRole('region', { name: 'Consensus' });
    expect(
      within(consensus).getByText('Connection refused'),
    ).toBeInTheDocument();
    expect(
      within(consensus).getByText('connect ECONNREFUSED 127.0.0.1:5052'),
    ).toBeInTheDocument();
  });

  it('shows the number of ready pods of a pool', async () => {
    const pool = { role: 'serve', readyReplicas: 2, replicas: 3 };
    renderTab(anApi([aNode(pool)]));
    expect(
      await screen.findByText(/· 2 of 3 pods ready · Ready for requests$/),
    ).toBeInTheDocument();
  });

  it('describes sync progress for screen readers', async () => {
    renderTab(anApi([aNode({ state: 'SYNCING' })]));
    expect(
      await screen.findByRole('progressbar', { name: 'Sync progress' }),
    ).toHaveAttribute(
      'aria-valuetext',
      '7,612,113 of 9,731,204 blocks, about 3 h 36 min left',
    );
  });

  it('describes the history for screen readers', async () => {
    renderTab(anApi([aNode({ state: 'STALLED' })]));
    expect(
      await screen.findByRole('listbox', {
        name: /^Last 24 hours: In sync .*, Stalled .*, No data/,
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('img', {
        name: /^Last 24 hours: head age .* at most/,
      }),
    ).toBeInTheDocument();
  });

  it('shows the page if only the history fails', async () => {
    renderTab(
      anApi([aNode()], {
        getHistory: () => Promise.reject(new Error('series are gone')),
      }),
    );
    expect(
      await screen.findByText(
        'The history could not be loaded: series are gone',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Execution' }),
    ).toBeInTheDocument();
  });

  it('warns of a fork that the node does not support', async () => {
    renderTab(anApi([aNode({ forkReady: false })]));
    expect(
      await screen.findByText('Will leave the network at the fork glamsterdam'),
    ).toBeInTheDocument();
  });

  it('warns of a chain that is not finalizing, in any state', async () => {
    renderTab(anApi([aNode({ finalizing: false })]));
    expect(
      await screen.findByText('Its chain is not finalizing'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/9 epochs before the current one/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: sentencePattern('SYNCED') }),
    ).toBeInTheDocument();
  });

  it.each([true, undefined])(
    'shows no finality warning if finalizing is %p',
    async finalizing => {
      renderTab(anApi([aNode({ finalizing })]));
      expect(
        await screen.findByRole('heading', { name: sentencePattern('SYNCED') }),
      ).toBeInTheDocument();
      expect(
        screen.queryByText('Its chain is not finalizing'),
      ).not.toBeInTheDocument();
    },
  );

  it('shows the worst node first, and a link to each node', async () => {
    const nodes = [
      aNode({ name: 'healthy' }),
      aNode({ name: 'stalled', state: 'STALLED' }),
    ];
    renderTab(anApi(nodes));
    expect(
      await screen.findByRole('heading', { name: sentencePattern('STALLED') }),
    ).toBeInTheDocument();
    const links = within(
      screen.getByRole('navigation', { name: 'Nodes of this entity' }),
    ).getAllByRole('link');
    expect(links.map(link => link.getAttribute('aria-current'))).toEqual([
      'true',
      null,
    ]);
    await userEvent.click(elementAt(links, 1));
    expect(
      await screen.findByRole('heading', { name: sentencePattern('SYNCED') }),
    ).toBeInTheDocument();
  });

  it('shows the nodes that the annotation pins, without missing ones', async () => {
    const getNode = async (id: string) => {
      if (id === 'static~gone') {
        throw new NotFoundError('No node static~gone');
      }
      return aNodeDetail({ id, name: 'edge' });
    };
    renderTab(
      anApi([aNode()], { getNode }),
      anEntity({ [ANNOTATION_NODE]: 'static~gone, static~edge' }),
    );
    expect(await screen.findByText(/^edge · /)).toBeInTheDocument();
  });

  it.each([
    ['without other nodes', []],
    ['above its other nodes', [aNode({ name: 'healthy' })]],
  ])('explains why the URL of an entity is refused, %s', async (_, nodes) => {
    const entityRef = 'component:default/payments-geth';
    const problem = 'execution-url: "https://rpc.example" is not allowed';
    renderTab(
      anApi(nodes, {
        listDeclared: async () => ({
          items: [{ entityRef, title: 'payments-geth', problem }],
          more: false,
        }),
      }),
      anEntity({ [ANNOTATION_EXECUTION_URL]: 'https://rpc.example' }),
    );
    expect(await screen.findByText(problem)).toBeInTheDocument();
    expect(
      screen.getByText('The node that this entity declares by URL is refused'),
    ).toBeInTheDocument();
  });

  it('explains when a newly declared node appears', async () => {
    renderTab(
      anApi([]),
      anEntity({ [ANNOTATION_EXECUTION_URL]: 'https://rpc.example' }),
    );
    expect(
      await screen.findByText(/appears here within a minute\.$/),
    ).toBeInTheDocument();
    expect(screen.queryByText('make tools')).not.toBeInTheDocument();
  });

  it('names the annotation with the URL of a declared node', async () => {
    renderTab(
      anApi([
        aNode({
          id: 'entity~component~default~payments-geth',
          source: 'annotation',
          cluster: undefined,
          namespace: undefined,
          entityRef: 'component:default/payments-geth',
        }),
      ]),
    );
    expect(
      await screen.findByText(
        'Set EXECUTION_URL to the annotation ethereum.nodeyard.io/execution-url of component:default/payments-geth.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/, declared by its entity/)).toBeInTheDocument();
  });

  it('links to the Kubernetes tab only for entities that have one', async () => {
    const { unmount } = renderTab(anApi([aNode()]));
    expect(
      await screen.findByRole('heading', { name: sentencePattern('SYNCED') }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: /Kubernetes tab/ }),
    ).not.toBeInTheDocument();
    unmount();
    renderTab(
      anApi([aNode()]),
      anEntity({
        [ANNOTATION_NODE]: 'auto',
        'backstage.io/kubernetes-id': 'payments-geth',
      }),
      ['/'],
      { '/pods': kubernetesRouteRef },
    );
    expect(
      await screen.findByRole('link', { name: /Kubernetes tab/ }),
    ).toHaveAttribute('href', '/pods');
  });

  it('shows configured links, which open in a new tab', async () => {
    const links = {
      runbook: 'https://runbooks.example.com/node-states.md#stalled',
      silence: 'https://alertmanager.example.com/#/silences/new?filter=x',
    };
    renderTab(
      anApi([aNode({ state: 'STALLED' })], {
        getNode: async () => aNodeDetail({ state: 'STALLED', links }),
      }),
    );
    const next = await screen.findByRole('navigation', {
      name: 'More about this node',
    });
    expect(
      within(next)
        .getAllByRole('link')
        .map(link => [link.textContent?.trim(), link.getAttribute('href')]),
    ).toEqual([
      ['Runbook', links.runbook],
      ['Silence its alerts', links.silence],
    ]);
    for (const link of within(next).getAllByRole('link')) {
      expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    }
  });

  it('names the owner of a node from app-config.yaml, or uses its URL in commands', async () => {
    const edge = {
      id: 'static~edge',
      source: 'static',
      name: 'edge',
      cluster: undefined,
      namespace: undefined,
    };
    const { unmount } = renderTab(
      anApi([aNode(edge)], { getNode: async () => aNodeDetail(edge) }),
    );
    const next = await screen.findByRole('region', { name: 'What to do next' });
    expect(next).toHaveTextContent(/\$EXECUTION_URL/);
    expect(
      within(next).getByRole('link', { name: /payments/ }),
    ).toHaveAttribute('href', expect.stringContaining('group/payments'));
    unmount();
    const callersUrl = 'https://rpc.example.com';
    renderTab(
      anApi([aNode(edge)], {
        getNode: async () => aNodeDetail({ ...edge, callersUrl }),
      }),
    );
    const known = await screen.findByRole('region', {
      name: 'What to do next',
    });
    expect(known).toHaveTextContent(/https:\/\/rpc\.example\.com/);
    expect(known).not.toHaveTextContent(/EXECUTION_URL/);
  });

  it('copies a command', async () => {
    const user = userEvent.setup();
    renderTab(anApi([aNode({ state: 'SYNCING' })]));
    await user.click(
      await screen.findByRole('button', {
        name: /^Copy command: Execution client’s log/,
      }),
    );
    expect(
      await screen.findByRole('button', { name: 'Copied' }),
    ).toBeInTheDocument();
  });
});

describe('the head age', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: noon });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('ticks by the clock of the browser, while the sentence keeps the polled value', async () => {
    renderTab(
      anApi([aNode({}, noon)], { getNode: async () => aNodeDetail({}, noon) }),
    );
    await act(() => jest.advanceTimersByTimeAsync(100));
    const figure = () => screen.getAllByRole('timer')[0];
    expect(figure()).toHaveTextContent(/^7 s$/);
    await act(() => jest.advanceTimersByTimeAsync(4_000));
    expect(figure()).toHaveTextContent(/^11 s$/);
    expect(
      screen.getByRole('heading', { name: 'In sync, 4 s behind the head' }),
    ).toBeInTheDocument();
  });

  it('refreshes at the poll interval, and keeps the page after a failed refresh', async () => {
    const getNode = jest
      .fn<ReturnType<EthereumNodesApi['getNode']>, [string]>()
      .mockResolvedValueOnce(aNodeDetail({}, noon))
      .mockRejectedValue(new Error('backend is away'));
    renderTab(anApi([aNode({}, noon)], { getNode }));
    await act(() => jest.advanceTimersByTimeAsync(100));
    expect(getNode).toHaveBeenCalledTimes(1);
    expect(screen.getAllByText('every 15 s')[0]).toBeInTheDocument();
    await act(() => jest.advanceTimersByTimeAsync(16_000));
    expect(getNode).toHaveBeenCalledTimes(2);
    expect(
      screen.getByText(/^Not refreshed since .*: backend is away$/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Execution' }),
    ).toBeInTheDocument();
  });
});
