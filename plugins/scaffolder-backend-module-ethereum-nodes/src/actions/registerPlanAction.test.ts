import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { exampleRequest } from './exampleRequest';
import { registerPlanAction } from './registerPlanAction';

const plan = (input: object) => {
  const registry = actionsRegistryServiceMock();
  registerPlanAction(registry);
  return registry.invoke({
    id: 'test:plan-ethereum-nodes',
    input: JSON.parse(JSON.stringify(input)),
  });
};

describe('plan-ethereum-nodes', () => {
  it('sizes a request', async () => {
    const { output } = await plan({ request: exampleRequest });
    expect(output).toMatchObject({
      nodes: [
        {
          execution: 'geth',
          consensus: 'lighthouse',
          memoryGi: expect.any(Number),
        },
      ],
      memoryGi: expect.any(Number),
      warnings: expect.any(Array),
    });
  });

  it('refuses an invalid request with every problem', async () => {
    const request = { ...exampleRequest, network: 'nonet', owner: 5 };
    await expect(plan({ request })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/owner[^]*network|network[^]*owner/),
    });
  });

  it.each([{}, { request: 'geth' }, { request: exampleRequest, more: 1 }])(
    'refuses the input %j',
    async input => {
      await expect(plan(input)).rejects.toMatchObject({ name: 'InputError' });
    },
  );
});
