import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Publish the whole workspace',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Publish on this machine',
          action: 'ethereum:publish:local',
          input: { name: 'payments-eth' },
        },
      ],
    }),
  },
  {
    description: 'Publish a folder of the workspace on another branch',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Publish on this machine',
          action: 'ethereum:publish:local',
          input: {
            name: 'payments-eth',
            sourcePath: 'repository',
            defaultBranch: 'trunk',
          },
        },
      ],
    }),
  },
];
