import { rm, writeFile } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  repositoryFiles,
  writeFiles,
  type RepositoryFile,
} from '@nodeyard/blueprint';
import { exampleRequest } from '../actions/exampleRequest';
import { acceptedPlan } from '../actions/request';
import { createGuardedPublishAction, type GuardedInput } from './guardedAction';

interface Input extends GuardedInput {
  [key: string]: GuardedInput['request'] | string | boolean;
  repoUrl: string;
}

const REPO_URL = 'host.example?owner=a&repo=b';

describe('a guarded action', () => {
  const home = createMockDirectory();
  const published = jest.fn();
  const guarded = createGuardedPublishAction<Input, {}>({
    ...createTemplateAction({
      id: 'publish:elsewhere',
      description: 'Publishes elsewhere.',
      examples: [
        {
          description: 'Publish it',
          example: 'steps:\n  - action: publish:elsewhere\n    id: publish\n',
        },
      ],
      schema: {
        input: {
          repoUrl: z => z.string().describe('Where to'),
          sourcePath: z => z.string().optional(),
        },
        output: { remoteUrl: z => z.string() },
      },
      handler: published,
    }),
    handler: published,
  });

  let files: RepositoryFile[];
  beforeAll(async () => {
    files = await repositoryFiles(acceptedPlan(exampleRequest));
  });
  beforeEach(() => {
    home.setContent({ workspace: {} });
    published.mockReset();
  });
  const generate = (targetPath = '.') =>
    writeFiles(files, home.resolve('workspace', targetPath));

  function aContext(input: Partial<Input> = {}) {
    return {
      ...createMockActionContext<Input>({
        input: { repoUrl: REPO_URL, ...input },
        workspacePath: home.resolve('workspace'),
      }),
      step: { id: 'publish', name: 'Publish it' },
    };
  }

  it('accepts the input of the wrapped action, and a request', () => {
    expect(guarded).toMatchObject({
      id: 'ethereum:publish:elsewhere',
      description: expect.stringMatching(
        /^Publishes as publish:elsewhere does, .* Publishes elsewhere\.$/,
      ),
      examples: [
        {
          description: 'Publish it',
          example:
            'steps:\n  - action: ethereum:publish:elsewhere\n    id: publish\n',
        },
      ],
      schema: {
        input: {
          required: ['repoUrl'],
          properties: {
            repoUrl: { type: 'string', description: 'Where to' },
            sourcePath: { type: 'string' },
            request: { type: 'object' },
          },
        },
        output: { properties: { remoteUrl: { type: 'string' } } },
      },
    });
    expect(guarded.supportsDryRun).toBeUndefined();
  });

  it('passes on the context, with the input of the wrapped action', async () => {
    await generate();
    const context = aContext({ request: exampleRequest });
    await guarded.handler(context);
    expect(published.mock.calls).toEqual([
      [{ ...context, input: { repoUrl: REPO_URL } }],
    ]);
  });

  it('fails with the error of the wrapped action', async () => {
    await generate();
    published.mockRejectedValue(new Error('the name is taken'));
    await expect(guarded.handler(aContext())).rejects.toThrow(
      'the name is taken',
    );
  });

  it('reads the folder that the wrapped action publishes', async () => {
    await generate('below');
    await guarded.handler(aContext({ sourcePath: 'below' }));
    await guarded.handler(aContext({ sourcePath: '../below' }));
    expect(published).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['an empty workspace', {}, 'it has no blueprint.lock.yaml'],
    ['another folder', { sourcePath: 'below' }, 'has no blueprint.lock.yaml'],
    ['no folder', { sourcePath: false }, 'asks for an empty repository'],
    [
      'a request that is none',
      { request: { name: 'A' } },
      'The request cannot be fulfilled',
    ],
  ])('publishes nothing of %s', async (_, input, words) => {
    await expect(guarded.handler(aContext(input))).rejects.toThrow(words);
    expect(published).not.toHaveBeenCalled();
  });

  it('names the step, the files and the fix', async () => {
    await generate();
    await rm(home.resolve('workspace/Makefile'));
    await writeFile(home.resolve('workspace/catalog-info.yaml'), 'mine');
    await expect(guarded.handler(aContext())).rejects.toThrow(
      /has 2 of \d+ files missing or changed since they were written: .*Makefile.*\. Step "Publish it" has published nothing\..*Start Over.*taskRecovery\.workspaceProvider/,
    );
    expect(published).not.toHaveBeenCalled();
  });

  it('refuses the repository of another request', async () => {
    await generate();
    const request = { ...exampleRequest, network: 'hoodi' };
    await expect(guarded.handler(aContext({ request }))).rejects.toThrow(
      'it was written for a request with another network.',
    );
    expect(published).not.toHaveBeenCalled();
  });
});
