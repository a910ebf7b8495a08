import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { exampleRequest } from './exampleRequest';

export const changeExamples: TemplateExample[] = [
  {
    description: 'Propose another request for the repository of a node',
    example: stringify({
      steps: [
        {
          id: 'change',
          name: 'Open a pull request',
          action: 'ethereum:repo:change',
          input: {
            entityRef: 'component:default/payments-eth-geth-0',
            request: exampleRequest,
          },
        },
      ],
    }),
  },
];

export const updateExamples: TemplateExample[] = [
  {
    description: 'Propose the blueprint of this release',
    example: stringify({
      steps: [
        {
          id: 'update',
          name: 'Open a pull request',
          action: 'ethereum:repo:update',
          input: { entityRef: '${{ parameters.entity }}' },
        },
      ],
    }),
  },
];

export const fleetExamples: TemplateExample[] = [
  {
    description: 'Say which repositories are how far behind',
    example: stringify({
      steps: [
        {
          id: 'fleet',
          name: 'Compare repositories',
          action: 'ethereum:fleet:update',
          input: { dryRun: true },
        },
      ],
    }),
  },
  {
    description: 'Propose the blueprint of this release to five repositories',
    example: stringify({
      steps: [
        {
          id: 'fleet',
          name: 'Open pull requests',
          action: 'ethereum:fleet:update',
          input: { limit: 5 },
        },
      ],
    }),
  },
];
