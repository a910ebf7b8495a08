import { stringifyEntityRef } from '@backstage/catalog-model';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { press, renderForm } from './__testUtils__/renderForm';

const clients = {
  title: 'Clients',
  properties: {
    execution: {
      title: 'Execution client',
      type: 'string',
      default: 'geth',
      enum: ['geth', 'besu', 'reth'],
      enumNames: ['Geth', 'Besu', 'Reth'],
      'ui:options': { field: 'EthereumClientPicker', layer: 'execution' },
    },
    check: {
      title: 'Clients',
      type: 'object',
      'ui:title': '',
      'ui:field': 'EthereumNodePlan',
      'ui:options': { asks: ['execution', 'history'] },
    },
  },
  dependencies: {
    execution: {
      oneOf: [
        historyOf('geth', ['pre-prague', 'full']),
        historyOf('besu', ['pre-merge', 'full']),
        historyOf('reth', ['pre-prague', 'full']),
      ],
    },
  },
};

function historyOf(client: string, modes: string[]) {
  return {
    properties: {
      execution: { enum: [client] },
      history: {
        title: 'History',
        type: 'string',
        default: modes[0],
        enum: modes,
        enumNames: modes.map(mode => `Mode ${mode}`),
        'ui:options': { field: 'EthereumHistoryPicker' },
      },
    },
  };
}

const answers = { network: 'mainnet', consensus: 'lighthouse' };
const diversity = (execution: Array<[string, number]>) => {
  const total = execution.reduce((sum, [, nodes]) => sum + nodes, 0);
  return {
    networks: [
      {
        network: 'mainnet',
        nodes: total,
        execution: execution.map(([client, nodes]) => ({
          client,
          nodes,
          share: nodes / total,
        })),
        consensus: [],
      },
    ],
  };
};
const DIVERSITY = '/fleet/diversity';
const radio = (name: string) => screen.findByRole('radio', { name });

describe('the picker of clients', () => {
  it('has figures of each client, as descriptions of its radio button', async () => {
    renderForm({ steps: [clients], answers });
    expect(await radio('Geth')).toBeChecked();
    expect(await radio('Geth')).toHaveAccessibleDescription(
      /Disk: ?850 GiB; ?Memory: ?8 GiB; ?First sync: ?about 3 h; ?Forks: ?v\S+ follows Ethereum Mainnet/,
    );
    expect(await radio('Besu')).toHaveAccessibleDescription(
      /Disk: ?1,600 GiB; history: From the Merge on \(2022\)/,
    );
  });

  it('is chosen from by the keyboard, and answers that the choice rules out are replaced', async () => {
    renderForm({ steps: [clients], answers });
    (await radio('Geth')).focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(await radio('Besu')).toBeChecked();
    expect(await radio('Mode pre-merge')).toBeChecked();
  });

  it('has shares of the fleet, and advises without forcing', async () => {
    renderForm({
      steps: [clients],
      answers,
      backends: {
        [DIVERSITY]: diversity([
          ['geth', 8],
          ['reth', 2],
        ]),
      },
    });
    expect(
      await screen.findByText(
        'Geth runs 80% of the 10 nodes of this network here, more than two thirds. A fault in it stops these at once. Besu runs 0%.',
      ),
    ).toBeVisible();
    expect(await radio('Reth')).toHaveAccessibleDescription(
      /Share in the fleet: ?20%/,
    );
    await press('Review');
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  it('advises nothing on a client that few nodes run, or a fleet of few', async () => {
    renderForm({
      steps: [clients],
      answers,
      backends: { [DIVERSITY]: diversity([['geth', 2]]) },
    });
    expect(await screen.findAllByText('100%')).toHaveLength(1);
    expect(screen.queryByText(/A fault in it/)).toBeNull();
  });

  it.each([
    [403, 'Shares in the fleet are not shown: you may not see the fleet.'],
    [500, 'Shares in the fleet could not be loaded.'],
  ])('works when the fleet is answered with %s', async (status, text) => {
    renderForm({
      steps: [clients],
      answers,
      backends: { [DIVERSITY]: status },
    });
    expect(await screen.findByText(text)).toBeVisible();
    expect(await radio('Geth')).toBeChecked();
  });

  it('works without a fleet, and with an empty one', async () => {
    const { asked } = renderForm({ steps: [clients], answers });
    expect(await radio('Geth')).toBeChecked();
    expect(asked.map(({ url }) => url)).toEqual([
      'http://localhost/api/ethereum-nodes/fleet/diversity',
    ]);
    expect(screen.queryByText(/fleet/)).toBeNull();
  });

  it('says that no node follows the network yet', async () => {
    renderForm({
      steps: [clients],
      answers,
      backends: { [DIVERSITY]: { networks: [] } },
    });
    expect(
      await screen.findByText(/^No node that you may see here follows/),
    ).toBeVisible();
  });
});

describe('the picker of histories', () => {
  it('says what callers can ask then', async () => {
    renderForm({ steps: [clients], answers });
    expect(await radio('Mode pre-prague')).toHaveAccessibleDescription(
      /from block 22431084 \(May 7, 2025\) on; .*\. ?Balances, storage and eth_call can be asked for at the newest blocks only\./,
    );
    expect(await radio('Mode full')).toHaveAccessibleDescription(
      /^Every block, transaction, receipt and log can be asked for\./,
    );
  });
});

describe('more nodes', () => {
  const withMore = {
    ...clients,
    properties: {
      ...clients.properties,
      moreNodes: {
        title: 'More nodes',
        type: 'array',
        items: {
          type: 'object',
          properties: {
            execution: { type: 'string' },
            consensus: { type: 'string' },
            history: { type: 'string' },
          },
        },
        'ui:options': { field: 'EthereumMoreNodes' },
      },
    },
  };
  const add = () => press('Add a node');
  const selected = (name: string) => screen.getByRole('combobox', { name });

  it('are added with clients that the others do not run, and removed', async () => {
    const { onCreate } = renderForm({ steps: [withMore], answers });
    await add();
    await add();
    const [second] = screen.getAllByRole('group', { name: 'Node 2' });
    expect(
      within(second!).getByRole('combobox', { name: 'Execution client' }),
    ).toHaveValue('nethermind');
    await press('Remove node 3');
    await press('Review');
    await press('Create');
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({
        execution: 'geth',
        moreNodes: [
          {
            execution: 'nethermind',
            consensus: 'grandine',
            history: 'pre-prague',
          },
        ],
      }),
    );
  });

  it('keep clients and histories together, and count in the estimate', async () => {
    renderForm({ steps: [withMore], answers });
    await add();
    await userEvent.selectOptions(selected('Execution client'), 'erigon');
    expect(selected('History')).toHaveValue('pre-merge');
    await userEvent.selectOptions(selected('Consensus client'), 'caplin');
    expect(
      await screen.findByText(
        '2 on Ethereum Mainnet: Geth with Lighthouse (From Prague on (2025)) and Erigon alone (From the Merge on (2022))',
      ),
    ).toBeVisible();
  });
});

describe('the environments', () => {
  const where = {
    title: 'Where',
    properties: {
      environments: {
        title: 'Environments',
        type: 'array',
        items: { type: 'string', enum: ['local', 'staging', 'production'] },
        uniqueItems: true,
        default: ['local'],
        'ui:widget': 'checkboxes',
        'ui:options': { field: 'EthereumEnvironments' },
      },
    },
  };

  it('are chosen as before, beside what differs between them', async () => {
    const { onCreate } = renderForm({ steps: [where] });
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'production' }),
    );
    const titles = screen.getAllByRole('heading', { level: 4 });
    expect(titles.map(({ textContent }) => textContent)).toEqual([
      'local',
      'staging',
      'production',
    ]);
    expect(
      screen.getAllByText('denied, unless a policy names it'),
    ).toHaveLength(1);
    expect(screen.getByText('make deploy-all ENV=staging')).toBeVisible();
    await press('Review');
    await press('Create');
    expect(onCreate).toHaveBeenCalledWith({
      environments: ['local', 'production'],
    });
  });

  it('are drawn with their label in an app without the fields', async () => {
    renderForm({ steps: [where, clients], extensions: 'without', answers });
    expect(await screen.findByText('Environments')).toBeVisible();
    expect(screen.getByRole('checkbox', { name: 'local' })).toBeChecked();
    await press('Next');
    expect(
      (await screen.findAllByText(/^Execution client/)).length,
    ).toBeGreaterThan(0);
  });
});

describe('the name', () => {
  const who = {
    title: 'Who',
    properties: {
      name: { title: 'Name', type: 'string' },
      nameCheck: {
        title: 'Name in use',
        type: 'object',
        'ui:title': '',
        'ui:field': 'EthereumNodeName',
      },
    },
  };
  const system = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'payments-eth', namespace: 'default' },
  };
  const entities = { [stringifyEntityRef(system)]: system };

  it('that the catalog has is said with a link, and keeps the step open', async () => {
    renderForm({ steps: [who], entities });
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Name' }),
      'payments-eth',
    );
    const status = await screen.findByText(
      'payments-eth is in use in the catalog',
    );
    expect(status).toBeVisible();
    expect(
      within(screen.getByRole('status')).getByRole('link'),
    ).toHaveAttribute('href', expect.stringContaining('payments-eth'));
    await press('Review');
    expect(
      await screen.findByText(
        /^'Name in use' The catalog has system:default\/payments-eth already\. Choose/,
      ),
    ).toBeVisible();
  });

  it('that is free is said, and leads on', async () => {
    renderForm({ steps: [who], entities });
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Name' }),
      'orders-eth',
    );
    expect(
      await screen.findByText(
        'No entity that you may see in the catalog is called orders-eth.',
      ),
    ).toBeVisible();
    await press('Review');
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });
});
