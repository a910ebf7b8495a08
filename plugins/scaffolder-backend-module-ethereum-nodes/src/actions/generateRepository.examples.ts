import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { exampleRequest } from './exampleRequest';

export const examples: TemplateExample[] = [
  {
    description: 'Write the repository of a request',
    example: stringify({
      steps: [
        {
          id: 'generate',
          name: 'Write the repository',
          action: 'ethereum:repo:generate',
          input: { request: exampleRequest },
        },
      ],
    }),
  },
  {
    description:
      'Write the repository of a request that an earlier step checked, into a folder of the workspace',
    example: stringify({
      steps: [
        {
          id: 'generate',
          name: 'Write the repository',
          action: 'ethereum:repo:generate',
          input: {
            request: '${{ steps.plan.output.request }}',
            targetPath: 'repository',
          },
        },
      ],
    }),
  },
];
