import type { JsonObject } from '@backstage/types';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { press, renderForm } from './__testUtils__/renderForm';
import { judge } from './judgement';

/** What the steps before these have answered. */
const answered = {
  owner: 'group:default/payments',
  name: 'payments-eth',
  description: 'Sepolia RPC for the payments team',
  network: 'sepolia',
  execution: 'geth',
  consensus: 'lighthouse',
  history: 'pre-prague',
  environments: ['local'],
  snapshots: 'none',
  servePool: 'add',
};
const prices = {
  asOf: '2026-11',
  currency: 'EUR',
  cpuHour: 0.1,
  memoryGibHour: 0.01,
  storageGibMonth: { default: 0.5 },
};
const planOf = (options: JsonObject) => ({
  title: 'Plan',
  type: 'object',
  'ui:title': '',
  'ui:field': 'EthereumNodePlan',
  ...options,
});
const steps = [
  {
    title: 'Serve pool',
    properties: {
      fewestNodes: { title: 'Fewest nodes', type: 'integer', default: 5 },
      mostNodes: { title: 'Most nodes', type: 'integer', default: 2 },
      check: planOf({
        title: 'Serve pool',
        'ui:options': { asks: ['fewestNodes', 'mostNodes'] },
      }),
    },
  },
  {
    title: 'Repository',
    required: ['host'],
    properties: {
      host: {
        title: 'Where?',
        type: 'string',
        default: 'local',
        enum: ['local'],
        enumNames: ['Here'],
      },
      plan: planOf({}),
    },
  },
];

const preview = {
  files: [
    { path: 'README.md', bytes: 1024 },
    { path: 'charts/one/Chart.yaml', bytes: 512 },
    { path: 'charts/one/values.yaml', bytes: 512 },
  ],
  repository: { state: 'free' },
};

/** The form with these two steps. */
function renderSteps(options: Omit<Parameters<typeof renderForm>[0], 'steps'>) {
  return renderForm({
    backends: { '/preview': preview },
    ...options,
    steps,
    answers: { ...answered, ...options.answers },
  });
}

describe('the plan in the form', () => {
  it('keeps a step open whose answers contradict each other, with the reason in its terms', async () => {
    renderSteps({ extensions: 'with' });
    const words =
      'Most nodes: 2 is less than 5, the fewest nodes of the pool. Raise it, or lower the fewest.';
    await press('Next');
    expect(await screen.findByText(`'Serve pool' ${words}`)).toBeVisible();
    expect(screen.getByText(words)).toBeVisible();
    const most = screen.getByRole('spinbutton', { name: /Most nodes/ });
    await userEvent.clear(most);
    await userEvent.type(most, '6');
    await press('Next');
    expect(await screen.findByText('In each environment')).toBeVisible();
  });

  it('shows resources and costs of the request, also in the review', async () => {
    const { onCreate } = renderSteps({
      extensions: 'with',
      scaffolder: { ethereumNodes: { prices } },
      answers: { fewestNodes: 1, mostNodes: 2, environments: ['production'] },
    });
    await press('Next');
    expect(await screen.findByText('20 to 30 GiB')).toBeVisible();
    expect(screen.getByText('4 to 6 cores')).toBeVisible();
    expect(
      screen.getByText(/^About 1,038 to 1,557 EUR per month/),
    ).toBeVisible();
    expect(screen.getByText('Worth a second look')).toBeVisible();
    await press('Review');
    expect(await screen.findByText('20 to 30 GiB')).toBeVisible();
    expect(
      screen.getByText(/A pool of one node is unavailable while/),
    ).toBeVisible();
    await press('Create');
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({
        fewestNodes: 1,
        host: 'local',
        plan: expect.objectContaining({ Memory: '20 to 30 GiB' }),
      }),
    );
  });

  it('shows nothing and blocks nothing without the module', async () => {
    const { onCreate } = renderSteps({ extensions: 'without' });
    await press('Next');
    expect(await screen.findByText(/^Where\?/)).toBeVisible();
    expect(screen.queryByText('Plan')).toBeNull();
    expect(screen.queryByText('check')).toBeNull();
    await press('Review');
    await screen.findByRole('button', { name: 'Create' });
    expect(screen.queryByText(/plan/i)).toBeNull();
    await press('Create');
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({ mostNodes: 2, host: 'local' }),
    );
  });

  it('names the invalid price', () => {
    renderSteps({
      extensions: 'with',
      scaffolder: { ethereumNodes: { prices: { ...prices, cpuHour: 'much' } } },
      answers: { fewestNodes: 1, mostNodes: 2 },
    });
    return press('Next').then(async () =>
      expect(
        await screen.findByText(
          /^Not known: scaffolder\.ethereumNodes\.prices\.cpuHour: /,
        ),
      ).toBeVisible(),
    );
  });
});

describe('the last step', () => {
  const one = { fewestNodes: 2, mostNodes: 4 };

  it('has the plan as the command prints it, and the files as a tree', async () => {
    renderSteps({ answers: one });
    await press('Next');
    expect(
      await screen.findByRole('region', { name: /nodeyard plan/ }),
    ).toHaveTextContent('payments-eth on sepolia for group:default/payments');
    expect(await screen.findByText('Files: 3; 2 KiB')).toBeVisible();
    expect(screen.getByText('README.md')).toBeVisible();
    const folder = screen.getByText('charts/ (files: 2; 1 KiB)');
    expect(screen.getByText('Chart.yaml')).not.toBeVisible();
    await userEvent.click(folder);
    await userEvent.click(screen.getByText('one/ (files: 2; 1 KiB)'));
    expect(screen.getByText('Chart.yaml')).toBeVisible();
  });

  it.each([
    [404, 'The backend of the scaffolder does not list its files.'],
    [403, /^You may not create from templates here/],
    [500, /^Its files could not be listed: Request failed with 500/],
  ])('is left when the preview is answered with %s', async (status, text) => {
    renderSteps({ answers: one, backends: { '/preview': status } });
    await press('Next');
    expect(await screen.findByText(text)).toBeVisible();
    await press('Review');
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  it('is kept while the host has the repository, with its link', async () => {
    const url = 'https://github.com/acme/payments-eth';
    renderSteps({
      answers: one,
      backends: {
        '/preview': { ...preview, repository: { state: 'taken', url } },
      },
    });
    await press('Next');
    expect(await screen.findByRole('link', { name: url })).toHaveAttribute(
      'href',
      url,
    );
    await press('Review');
    expect(
      await screen.findByText(
        `'Plan' The repository ${url} exists already. Choose another name, or another place for the repository.`,
      ),
    ).toBeVisible();
  });
});

describe('a step before the last', () => {
  it('has an estimate that follows the answers', async () => {
    renderSteps({ answers: { fewestNodes: 1, mostNodes: 2 } });
    expect(await screen.findByText('20 to 30 GiB')).toBeVisible();
    const most = screen.getByRole('spinbutton', { name: /Most nodes/ });
    await userEvent.clear(most);
    await userEvent.type(most, '3');
    expect(await screen.findByText('20 to 40 GiB')).toBeVisible();
  });

  it('has the problem of its answers before Next, in the same words', async () => {
    renderSteps({ answers: { fewestNodes: 5, mostNodes: 2 } });
    expect(
      await screen.findByText(/^Most nodes: 2 is less than 5/),
    ).toBeVisible();
    expect(screen.queryByText(/^'Serve pool'/)).toBeNull();
  });
});

describe('validation', () => {
  it('on the last step covers every answer, with the step of its question', () => {
    const { problems } = judge({ ...answered, storageSize: '1' }, undefined);
    expect(problems).toContainEqual(
      expect.stringMatching(
        /^Clients, Disk of the execution client: "1" is not a size in GiB/,
      ),
    );
  });

  it('on another step covers its own questions, before the rest is answered', () => {
    expect(judge({ network: 'sepolia' }, ['fewestNodes']).problems).toEqual([]);
  });

  it('ignores the result of an earlier one', () => {
    const complete = { ...answered, servePool: 'none', host: 'local' };
    expect(judge({ ...complete, plan: { Disk: 'x' } }, undefined)).toEqual(
      judge(complete, undefined),
    );
  });
});
