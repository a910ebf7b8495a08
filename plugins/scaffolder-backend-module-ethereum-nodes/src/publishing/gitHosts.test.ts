import { mockServices } from '@backstage/backend-test-utils';
import { parse } from 'yaml';
import { publishActions } from './gitHosts';

const config = mockServices.rootConfig();
const logger = mockServices.logger.mock();

describe('the actions for Git hosts', () => {
  it('are present without the configuration of any host', async () => {
    const actions = await publishActions(config, logger);
    expect(actions.map(({ id }) => id)).toEqual([
      'ethereum:publish:github',
      'ethereum:publish:gitlab',
      'ethereum:publish:gitea',
    ]);
    for (const { id, description, examples = [], schema } of actions) {
      expect(description).toMatch(/\.$/);
      expect(schema?.input?.properties).toMatchObject({
        repoUrl: { type: 'string' },
        request: { description: expect.any(String) },
      });
      expect(schema?.output?.properties).toHaveProperty('repoContentsUrl');
      expect(examples.length).toBeGreaterThan(1);
      for (const { example } of examples) {
        expect(parse(example).steps[0].action).toBe(id);
      }
    }
  });

  it('are absent if the package of the host is not installed', async () => {
    const name = '@backstage/plugin-scaffolder-backend-module-elsewhere';
    expect(
      await publishActions(config, logger, [
        { package: name, load: () => import(name) },
      ]),
    ).toEqual([]);
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringContaining(`${name} is not installed`),
    );
  });

  it('fail if a package is broken', async () => {
    const needed = 'a-package-that-it-needs';
    await expect(
      publishActions(config, logger, [
        { package: '@backstage/broken', load: () => import(needed) },
      ]),
    ).rejects.toThrow(`Cannot find module '${needed}'`);
  });
});
