import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { exampleRequest } from './exampleRequest';

export const examples: TemplateExample[] = [
  {
    description: 'Judge a request that a form collected',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Check the request',
          action: 'ethereum:node:plan',
          input: { request: exampleRequest },
        },
      ],
    }),
  },
  {
    description:
      'Judge a request for two nodes that do not share a consensus client',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Check the request',
          action: 'ethereum:node:plan',
          input: {
            request: {
              ...exampleRequest,
              nodes: [
                {
                  execution: 'geth',
                  consensus: 'lighthouse',
                  history: 'pre-prague',
                },
                { execution: 'geth', consensus: 'lodestar', history: 'full' },
              ],
            },
          },
        },
      ],
    }),
  },
];
