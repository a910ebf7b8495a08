import type { ExecutionClient, Network } from '@nodeyard/ethereum';
import type { Facts } from '../../facts';
import { repositoryHosts } from '../choices';
import { historyTitles } from '../labels';
import { MORE_NODES } from '../moreNodes';
import {
  CLIENTS_PAGE,
  NAME_CHECK,
  pages,
  questionsOf,
  REPOSITORY_PAGE,
} from '../pages';
import type { Condition, Page } from '../pages';
import {
  consensusAnswers,
  executionClientsOn,
  historyAnswers,
  joinedAnswers,
  networkAnswers,
} from './answers';
import type { Answer } from './answers';
import { questionSchema, withAnswers } from './question';
import type { FactPatterns, FormSchema } from './question';

/** `spec.parameters` of the template: the pages of the form, with the lists that the facts decide. */
export function templateParameters(
  facts: Facts,
  patterns: FactPatterns,
): FormSchema[] {
  const networks = networkAnswers(facts);
  return pages.flatMap(page => {
    const questions = propertiesOf(page, patterns);
    if (page.title === CLIENTS_PAGE) {
      return networks.flatMap(({ name }, index) => {
        const network = facts.networks[name];
        return network
          ? [clientsPage(page, questions, network, index === 0, facts)]
          : [];
      });
    }
    if (page.title === REPOSITORY_PAGE) {
      return [repositoryPage(page, questions)];
    }
    return [
      {
        title: page.title,
        ...(page.when && { when: whenOf(page.when) }),
        ...(page.required && { required: page.required }),
        properties: {
          ...questions,
          ...('network' in questions && {
            network: withAnswers(questions.network, networks),
          }),
          ...checkOf(page),
        },
      },
    ];
  });
}

/**
 * Fields of `@nodeyard/backstage-plugin-scaffolder-module-ethereum-nodes`, by the question that they draw. The name is an option and
 * not `ui:field`: where an app does not have the field, the question is drawn by its type, and `ui:field` would hide its label.
 */
const fields: Readonly<Record<string, FormSchema>> = {
  environments: { field: 'EthereumEnvironments' },
  execution: { field: 'EthereumClientPicker', layer: 'execution' },
  consensus: { field: 'EthereumClientPicker', layer: 'consensus' },
  history: { field: 'EthereumHistoryPicker' },
  [MORE_NODES]: { field: 'EthereumMoreNodes' },
};

function propertiesOf(
  page: Page,
  patterns: FactPatterns,
): Record<string, FormSchema> {
  return Object.fromEntries(
    questionsOf(page).flatMap(key => [
      [
        key,
        {
          ...questionSchema(key, patterns),
          ...page.changes?.[key],
          ...(key in fields && { 'ui:options': fields[key] }),
        },
      ],
      ...(key === page.unique
        ? [
            [
              NAME_CHECK,
              emptyField('EthereumNodeName', { title: 'Name in use' }),
            ] as const,
          ]
        : []),
    ]),
  );
}

/** `${{ parameters.servePool === 'add' and parameters.snapshots !== 'take' }}` */
function whenOf(condition: Condition): string {
  const terms = Object.entries(condition).map(([key, expected]) =>
    typeof expected === 'object'
      ? `parameters.${key} !== '${expected.not}'`
      : `parameters.${key} === '${expected}'`,
  );
  return `\${{ ${terms.join(' and ')} }}`;
}

/** An object without properties, which a field fills with what it says on other answers. An app without that field draws nothing. */
function emptyField(
  field: string,
  { title, ...options }: FormSchema,
): FormSchema {
  return {
    title,
    type: 'object',
    'ui:title': '',
    'ui:field': field,
    ...options,
  };
}

/** `EthereumNodePlan` shows which answers contradict each other. */
function planField(title: string, options: FormSchema): FormSchema {
  return emptyField('EthereumNodePlan', { title, ...options });
}

function checkOf(page: Page) {
  return (
    page.hasCheck && {
      check: planField(page.title, {
        'ui:options': { asks: questionsOf(page) },
      }),
    }
  );
}

/** Which consensus clients and histories there are depends on network and execution client. */
function clientsPage(
  page: Page,
  {
    execution = {},
    consensus = {},
    history = {},
    [MORE_NODES]: moreNodes = {},
    ...others
  }: Record<string, FormSchema>,
  network: Network,
  isDefault: boolean,
  facts: Facts,
): FormSchema {
  const clients = executionClientsOn(network, facts);
  const byKind = devnetQuestions(network, { consensus, history });
  return {
    title: page.title,
    // The page of the default network also before there is an answer, so that the step is seen to come.
    when: `\${{ parameters.network === '${network.name}'${
      isDefault ? ' or not parameters.network' : ''
    } }}`,
    required: ['execution'],
    'ui:order': ['execution', 'consensus', 'history', '*', MORE_NODES, 'check'],
    properties: {
      execution: withAnswers(execution, clients),
      ...others,
      [MORE_NODES]: {
        ...moreNodes,
        items: moreNodesItem(clients, network, facts, {
          execution,
          ...byKind,
        }),
      },
      ...checkOf(page),
    },
    dependencies: {
      execution: {
        oneOf: clients.map(client => ({
          properties: {
            execution: { enum: [client.name] },
            consensus: withAnswers(
              byKind.consensus,
              consensusAnswers(client, network, facts),
            ),
            history: withAnswers(
              byKind.history,
              historyAnswers(client, network),
            ),
          },
          required: ['consensus', 'history'],
        })),
      },
    },
  };
}

/**
 * A node beside the first one. Clients and histories are those of any execution client on the network; which go together is judged
 * by the check of the page.
 */
function moreNodesItem(
  clients: readonly ExecutionClient[],
  network: Network,
  facts: Facts,
  questions: Record<'execution' | 'consensus' | 'history', FormSchema>,
): FormSchema {
  const titled = ({ title }: FormSchema, answers: readonly Answer[]) =>
    withAnswers({ title }, answers);
  return {
    type: 'object',
    required: ['execution'],
    properties: {
      execution: titled(questions.execution, clients),
      consensus: titled(
        questions.consensus,
        joinedAnswers(
          clients.map(client => consensusAnswers(client, network, facts)),
        ),
      ),
      history: titled(
        questions.history,
        joinedAnswers(
          clients.map(client =>
            historyAnswers(client, network).map(({ name }) => ({
              name,
              title: historyTitles[name],
            })),
          ),
        ),
      ),
    },
  };
}

/** A devnet has no peers to take blocks from, and no past. */
function devnetQuestions(
  { kind }: Network,
  questions: { consensus: FormSchema; history: FormSchema },
) {
  if (kind !== 'devnet') return questions;
  const { description, ...history } = questions.history;
  return {
    consensus: {
      ...questions.consensus,
      description: 'On a devnet it also makes the blocks',
    },
    history,
  };
}

/** One key for each Git host: the picker keeps the host that it began with. */
function repositoryPage(
  page: Page,
  { host, ...pickers }: Record<string, FormSchema>,
): FormSchema {
  return {
    title: page.title,
    required: ['host'],
    'ui:order': ['host', '*', 'plan'],
    properties: { host, plan: planField('Plan', {}) },
    dependencies: {
      host: {
        oneOf: repositoryHosts.map(name => {
          const key = `${name}Url`;
          return {
            properties: {
              host: { enum: [name] },
              ...(key in pickers && { [key]: pickers[key] }),
            },
            ...(key in pickers && { required: [key] }),
          };
        }),
      },
    },
  };
}
