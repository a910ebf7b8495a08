import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
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
import { ethereumNodesApiRef } from '../../api';
import { ethereumNodesPlugin } from '../../plugin';
import { kubernetesRouteRef } from '../../routes';
import type { ExternalRouteRef } from '@backstage/frontend-plugin-api';

function renderTab(
  api: EthereumNodesApi,
  entity = anEntity(),
  initialRouteEntries = ['/'],
  mountedRoutes: Record<string, ExternalRouteRef> = {},
) {
  return renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      ethereumNodesPlugin.getExtension('entity-content:ethereum-nodes/health'),
    ],
    apis: [[ethereumNodesApiRef, api]],
    initialRouteEntries,
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      ...mountedRoutes,
    },
  });
}

const sentences: Record<NodeState, RegExp> = {
  WRONG_NETWORK: /^Follows another chain than sepolia, since /,
  UNREACHABLE: /^Execution client does not answer since /,
  WAITING_FOR_CL: /^Waiting for its consensus client since /,
  STALLED: /^Stalled since .*, while its network moves on$/,
  BEHIND: /^6 min 9 s behind the head and not catching up$/,
  SYNCING: /^Syncing, 78% done, about 3 h 36 min left$/,
  NETWORK_STALL:
    /^The whole network sepolia stands still since .*: not this node’s fault$/,
  UNKNOWN: /^Unknown since .*: no recent answer$/,
  MAINTENANCE: /^Stopped for a snapshot since .*, back by .*$/,
  INDEXING: /^In sync, 4 s behind the head, still building indexes$/,
  SYNCED: /^In sync, 4 s behind the head$/,
};

describe('the tab "Node health"', () => {
  it.each(nodeStates)(
    'says %s in one sentence, with an icon of its own and what to do',
    async state => {
      renderTab(anApi([aNode({ state })]));
      expect(
        await screen.findByRole('heading', {
          level: 2,
          name: sentences[state],
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

  it('shows the shape of the page while it loads', async () => {
    renderTab(anApi([], { listNodes: () => new Promise(() => {}) }));
    expect(
      await screen.findByRole('status', { name: 'Loading' }),
    ).toHaveAttribute('aria-busy', 'true');
  });

  it('says how to deploy an entity that no node reports for, and which permission may hide one', async () => {
    renderTab(
      anApi([]),
      anEntity({
        [ANNOTATION_NODE]: 'auto',
        'backstage.io/source-location':
          'url:https://github.com/acme/payments-eth/tree/main/',
      }),
    );
    expect(
      await screen.findByText('No node reports for this entity yet'),
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

  it('shows an error in the backend’s words and tries again on request', async () => {
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
      await screen.findByRole('heading', { name: sentences.SYNCED }),
    ).toBeInTheDocument();
  });

  it('names the permission that is missing', async () => {
    renderTab(
      anApi([], { listNodes: () => Promise.reject(new NotAllowedError('no')) }),
    );
    expect(
      await screen.findByText(
        /needs the permission ethereum-nodes\.node\.read/,
      ),
    ).toBeInTheDocument();
  });

  it('shows both halves: what answered, and why the other did not', async () => {
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

  it('says of a pool how many of its pods are ready', async () => {
    const pool = { role: 'serve', readyReplicas: 2, replicas: 3 };
    renderTab(anApi([aNode(pool)]));
    expect(
      await screen.findByText(/· 2 of 3 pods ready · Ready for requests$/),
    ).toBeInTheDocument();
  });

  it('shows progress in words for screen readers while syncing', async () => {
    renderTab(anApi([aNode({ state: 'SYNCING' })]));
    expect(
      await screen.findByRole('progressbar', { name: 'Sync progress' }),
    ).toHaveAttribute(
      'aria-valuetext',
      '7,612,113 of 9,731,204 blocks, about 3 h 36 min left',
    );
  });

  it('tells the last day in words beside the picture', async () => {
    renderTab(anApi([aNode({ state: 'STALLED' })]));
    expect(
      await screen.findByRole('listbox', {
        name: /^Last 24 hours: In sync .*, Stalled .*, No data/,
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('img', {
        name: /^Head age over the Last 24 hours: at most/,
      }),
    ).toBeInTheDocument();
  });

  it('keeps the page when only the history fails', async () => {
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

  it('warns of a fork that the node will not survive', async () => {
    renderTab(anApi([aNode({ forkReady: false })]));
    expect(
      await screen.findByText('Leaves the network at the fork glamsterdam'),
    ).toBeInTheDocument();
  });

  it('warns of a chain that does not finalize, whatever the state', async () => {
    renderTab(anApi([aNode({ finalizing: false })]));
    expect(
      await screen.findByText('Its chain does not finalize'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/9 epochs before the present one/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: sentences.SYNCED }),
    ).toBeInTheDocument();
  });

  it.each([true, undefined])(
    'warns of no finality where it is %p',
    async finalizing => {
      renderTab(anApi([aNode({ finalizing })]));
      expect(
        await screen.findByRole('heading', { name: sentences.SYNCED }),
      ).toBeInTheDocument();
      expect(
        screen.queryByText('Its chain does not finalize'),
      ).not.toBeInTheDocument();
    },
  );

  it('shows the worst node first and gives each an address', async () => {
    const nodes = [
      aNode({ name: 'calm' }),
      aNode({ name: 'sad', state: 'STALLED' }),
    ];
    renderTab(anApi(nodes));
    expect(
      await screen.findByRole('heading', { name: sentences.STALLED }),
    ).toBeInTheDocument();
    const links = within(
      screen.getByRole('navigation', { name: 'Nodes of this entity' }),
    ).getAllByRole('link');
    expect(links.map(link => link.getAttribute('aria-current'))).toEqual([
      'true',
      null,
    ]);
    await userEvent.click(links[1]);
    expect(
      await screen.findByRole('heading', { name: sentences.SYNCED }),
    ).toBeInTheDocument();
  });

  it('shows the nodes that the annotation pins, and leaves out one that is gone', async () => {
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
    ['in place of the node that it has not', []],
    ['above those that it has', [aNode({ name: 'calm' })]],
  ])('says why the URL of an entity is refused, %s', async (_, nodes) => {
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
      screen.getByText(
        'The node that this entity declares by its URL is refused',
      ),
    ).toBeInTheDocument();
  });

  it('says when a node that was declared just now appears', async () => {
    renderTab(
      anApi([]),
      anEntity({ [ANNOTATION_EXECUTION_URL]: 'https://rpc.example' }),
    );
    expect(
      await screen.findByText(/appears here within a minute\.$/),
    ).toBeInTheDocument();
    expect(screen.queryByText('make tools')).not.toBeInTheDocument();
  });

  it('names the annotation that has the URL of a declared node', async () => {
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

  it('links a cluster’s node to the Kubernetes tab only when the entity has one', async () => {
    const { unmount } = renderTab(anApi([aNode()]));
    expect(
      await screen.findByRole('heading', { name: sentences.SYNCED }),
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

  it('leads to what is configured to look at next, in a tab of its own', async () => {
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
      name: 'Where to look next',
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

  it('says who knows the URL of a listed node, or has it in the commands', async () => {
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

describe('the head’s age', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: noon });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('ticks by the reader’s clock, while the sentence keeps what was seen', async () => {
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

  it('asks again at the backend’s pace, and keeps the page when that fails', async () => {
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
