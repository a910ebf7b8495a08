import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import type { JsonObject } from '@backstage/types';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EthereumNodePlan } from './components/EthereumNodePlan';
import { judge } from './judgement';
import { validatePlan } from './validation';

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

/** The form of Backstage itself, with these two steps. */
function renderForm(options: {
  extensions: 'with' | 'without';
  scaffolder?: JsonObject;
  answers?: JsonObject;
}) {
  const onCreate = jest.fn();
  renderInTestApp(
    <Stepper
      manifest={{
        title: 'A node',
        steps: steps.map(schema => ({ title: schema.title, schema })),
      }}
      extensions={
        options.extensions === 'with'
          ? [
              {
                name: 'EthereumNodePlan',
                component: EthereumNodePlan as never,
                validation: validatePlan as never,
              },
            ]
          : []
      }
      initialState={{ ...answered, ...options.answers }}
      onCreate={onCreate}
    />,
    { config: { scaffolder: options.scaffolder ?? {} } },
  );
  return { onCreate };
}
const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('the plan in the form', () => {
  it('keeps a step open whose answers contradict each other, with the reason in its terms', async () => {
    renderForm({ extensions: 'with' });
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
    const { onCreate } = renderForm({
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
    const { onCreate } = renderForm({ extensions: 'without' });
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
    renderForm({
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
