/* eslint-disable @backstage/no-relative-monorepo-imports -- what all tests share is no package */
import { z } from 'zod';
import { ensurePresent } from '../../../../../tests/ensurePresent';
import { currentFacts } from '../../facts';
import { fieldAt, formFields } from '../fields';
import { templateParameters } from './parameters';
import { questionSchema } from './question';

const patterns = { name: '^[a-z]+$' };

const choiceSchema = z.object({
  enum: z.array(z.string()),
  enumNames: z.array(z.string()).optional(),
});
const branchSchema = z.object({
  properties: z.object({ execution: choiceSchema, consensus: choiceSchema }),
});
const pageSchema = z.object({
  title: z.string(),
  when: z.string().optional(),
  properties: z.record(z.string(), z.looseObject({})),
  dependencies: z
    .object({ execution: z.object({ oneOf: z.array(branchSchema) }) })
    .optional()
    .catch(undefined),
});

function pagesOf(facts = currentFacts) {
  return z.array(pageSchema).parse(templateParameters(facts, patterns));
}

/** Consensus clients by execution client on the page of a network. */
function pairsOn(network: string, facts = currentFacts) {
  const page = pagesOf(facts).find(
    ({ title, when }) => title === 'Clients' && when?.includes(`'${network}'`),
  );
  return Object.fromEntries(
    (page?.dependencies?.execution.oneOf ?? []).map(({ properties }) => [
      properties.execution.enum.join(),
      properties.consensus.enum,
    ]),
  );
}

const lighthouse = ensurePresent(currentFacts.consensusClients.lighthouse);
const geth = ensurePresent(currentFacts.executionClients.geth);
const mainnet = ensurePresent(currentFacts.networks.mainnet);

describe('the parameters of the template', () => {
  it('offer a new consensus client on the networks that it supports', () => {
    const facts = {
      ...currentFacts,
      consensusClients: {
        ...currentFacts.consensusClients,
        newcomer: { ...lighthouse, name: 'newcomer', networks: ['hoodi'] },
      },
    };
    expect(pairsOn('hoodi', facts).geth).toContain('newcomer');
    expect(pairsOn('mainnet', facts).geth).not.toContain('newcomer');
  });

  it('offer a new network with its clients, under its title', () => {
    const added = { ...mainnet, name: 'newnet', title: 'New Network' };
    const facts = {
      ...currentFacts,
      networks: { ...currentFacts.networks, newnet: added },
      executionClients: {
        geth: {
          ...geth,
          networks: ['newnet'],
          storage: { newnet: ensurePresent(geth.storage.mainnet) },
        },
      },
      consensusClients: {
        lighthouse: { ...lighthouse, networks: ['newnet'] },
      },
    };
    const where = pagesOf(facts).find(({ title }) => title === 'Where');
    const networks = choiceSchema.parse(where?.properties.network);
    expect(networks.enum.at(-1)).toBe('newnet');
    expect(networks.enumNames?.at(-1)).toBe('New Network');
    expect(pairsOn('newnet', facts)).toEqual({ geth: ['lighthouse'] });
  });

  it('do not offer a client that the chart cannot deploy', () => {
    const facts = {
      ...currentFacts,
      consensusClients: {
        ...currentFacts.consensusClients,
        lighthouse: {
          ...lighthouse,
          deployable: { chart: false as const, reason: 'has no template yet' },
        },
      },
    };
    expect(pairsOn('mainnet', facts).geth).not.toContain('lighthouse');
  });

  it('offer the embedded consensus client first, and only with its execution client', () => {
    const pairs = pairsOn('mainnet');
    expect(pairs.erigon?.[0]).toBe('caplin');
    expect(pairs.geth).not.toContain('caplin');
  });

  it('have patterns derived from the facts', () => {
    expect(questionSchema('name', patterns).pattern).toBe(patterns.name);
  });
});

describe('the questions of the form', () => {
  it('are refused if neither the request nor the choices define them', () => {
    expect(() => questionSchema('unheard', patterns)).toThrow(
      'The form has no question unheard.',
    );
  });

  it('include a question for each required key of the request', () => {
    expect(formFields.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['owner', 'name', 'description', 'bucket']),
    );
    expect(fieldAt('nodes', {})?.key).toBe('execution');
    expect(fieldAt('nodes[0].storage', {})?.key).toBe('storageSize');
  });
});
