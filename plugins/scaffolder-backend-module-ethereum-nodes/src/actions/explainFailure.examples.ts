import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Say what to do after a failure, as the last step',
    example: stringify({
      steps: [
        {
          id: 'explainFailure',
          name: 'What happened, and what to do',
          if: '${{ failure() }}',
          action: 'ethereum:failure:explain',
          input: {
            request: '${{ steps.plan.output.request }}',
            remoteUrl: '${{ steps.publishGithub.output.remoteUrl }}',
          },
        },
      ],
    }),
  },
  {
    description: 'Say so where nothing is published',
    example: stringify({
      steps: [
        {
          id: 'explainFailure',
          name: 'What happened, and what to do',
          if: '${{ failure() }}',
          action: 'ethereum:failure:explain',
          input: { request: '${{ steps.plan.output.request }}' },
        },
      ],
    }),
  },
];
