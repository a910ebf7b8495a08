import { ResponseError } from '@backstage/errors';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { press, renderForm } from './__testUtils__/renderForm';
import { previewFailure } from './preview';

const REQUEST = `apiVersion: nodeyard.io/v1
name: payments-eth
owner: group:default/payments
description: Sepolia RPC
network: sepolia
environments: [local]
nodes: [{ execution: geth, consensus: lighthouse, history: pre-prague }]
`;

const step = {
  title: 'Request',
  properties: {
    request: {
      title: 'Request',
      type: 'string',
      'ui:options': {
        field: 'EthereumNodeRequest',
        widget: 'textarea',
        rows: 24,
      },
    },
  },
};
const answers = { entity: 'component:default/geth-0' };
const ROUTE = 'request?entityRef=component%3Adefault%2Fgeth-0';
const known = { [ROUTE]: { request: REQUEST, version: '0.1.0' } };
const field = () => screen.findByRole('textbox', { name: 'Request' });
const type = async (from: string, to: string) => {
  const text = (await field()) as HTMLTextAreaElement;
  await userEvent.clear(text);
  await userEvent.click(text);
  await userEvent.paste(REQUEST.replace(from, to));
};

describe('the request of a repository', () => {
  it('is read from the repository of the entity, and handed over as it is', async () => {
    const { onCreate } = renderForm({
      steps: [step],
      answers,
      backends: known,
    });
    await waitFor(async () => expect(await field()).toHaveValue(REQUEST));
    expect(
      screen.getByText('The repository was written by blueprint 0.1.0.'),
    ).toBeInTheDocument();
    await press('Review');
    await press('Create');
    expect(onCreate).toHaveBeenCalledWith({ ...answers, request: REQUEST });
  });

  it('shows problems of an edit by their keys, keeps the step open for them, and can be reset', async () => {
    renderForm({ steps: [step], answers, backends: known });
    await waitFor(async () => expect(await field()).toHaveValue(REQUEST));
    await type('sepolia', 'nowhere');
    expect(
      (await screen.findAllByText(/^network "nowhere": /)).length,
    ).toBeGreaterThan(0);
    await press('Review');
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    await press('Back to the present request');
    await waitFor(async () => expect(await field()).toHaveValue(REQUEST));
    expect(screen.queryByText(/nowhere/)).toBeNull();
  });

  it('is not overwritten where an answer was filled in already', async () => {
    const own = REQUEST.replace('[local]', '[staging]');
    renderForm({
      steps: [step],
      answers: { ...answers, request: own },
      backends: known,
    });
    await screen.findByText('The repository was written by blueprint 0.1.0.');
    expect(await field()).toHaveValue(own);
  });

  it.each([
    [404, /^The present request could not be read: the entity has no/],
    [403, /^You may not create from templates here/],
    [500, /^The present request could not be read: Request failed/],
  ])(
    'can be written by hand where the backend answers %i',
    async (status, text) => {
      const { onCreate } = renderForm({
        steps: [step],
        answers,
        backends: { [ROUTE]: status },
      });
      expect(await screen.findByText(text)).toBeInTheDocument();
      await type('sepolia', 'hoodi');
      await press('Review');
      await press('Create');
      expect(onCreate).toHaveBeenCalled();
    },
  );

  it('is a text area in an app without the field', async () => {
    renderForm({ steps: [step], answers, extensions: 'without' });
    expect(await field()).toHaveAttribute('rows', '24');
  });
});

it('shows the sentence of a refusal', async () => {
  const message = 'component:default/geth-0 comes from no repository';
  const error = await ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'InputError', message },
        response: { statusCode: 400 },
      }),
      { status: 400, headers: { 'content-type': 'application/json' } },
    ) as never,
  );
  expect(previewFailure(error)).toEqual({ status: 'failed', reason: message });
});
