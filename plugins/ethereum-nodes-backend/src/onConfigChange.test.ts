import { mockServices } from '@backstage/backend-test-utils';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { onConfigChange } from './onConfigChange';

/** A root config service whose configuration changes, with listeners. */
function changingConfig(ethereumNodes: object) {
  let current = mockServices.rootConfig({ data: { ethereumNodes } as never });
  const listeners: Array<() => void> = [];
  const config = new Proxy({} as RootConfigService, {
    get: (_, key) =>
      key === 'subscribe'
        ? (listener: () => void) => {
            listeners.push(listener);
            return { unsubscribe: () => {} };
          }
        : Reflect.get(current, key).bind(current),
  });
  const change = (data: object) => {
    current = mockServices.rootConfig({ data: data as never });
    listeners.forEach(listener => listener());
  };
  return { config, change };
}

const node = { network: 'sepolia', executionUrl: 'http://127.0.0.1:8545' };

describe('onConfigChange', () => {
  const open = () => {
    const { config, change } = changingConfig({ nodes: { a: node } });
    const logger = mockServices.logger.mock();
    const apply = jest.fn();
    onConfigChange(config, logger, apply);
    return { change, logger, apply };
  };

  it('applies static nodes and private networks', () => {
    const { change, apply, logger } = open();
    change({
      ethereumNodes: {
        networks: [{ name: 'anvil', chainId: 31_337 }],
        nodes: { b: { ...node, network: 'anvil' } },
        links: { logs: 'https://logs.example.com/{{ node }}' },
      },
    });
    expect(apply).toHaveBeenCalledTimes(1);
    expect(apply.mock.calls[0][0]).toMatchObject({
      nodes: [{ name: 'b', network: 'anvil' }],
      networks: [{ name: 'anvil', chainId: 31_337 }],
      links: { logs: 'https://logs.example.com/{{ node }}' },
    });
    expect(logger.info).toHaveBeenCalledWith(
      'The configuration changed: 1 static nodes, 1 private networks',
    );
  });

  it('applies allowed endpoints', () => {
    const { change, apply, logger } = open();
    const allow = [{ scheme: 'https', host: '*.acme.example' }];
    change({
      ethereumNodes: {
        annotations: { allow },
        listedNodes: { allow: [{ scheme: 'http', host: '10.0.0.1' }] },
      },
    });
    expect(apply.mock.calls[0][0]).toMatchObject({
      allowDeclared: allow,
      allowListed: [{ host: '10.0.0.1' }],
    });
    expect(logger.info).toHaveBeenCalledWith(
      expect.not.stringContaining('after a restart'),
    );
  });

  it('keeps the previous configuration if the new one is invalid, and logs the error', () => {
    const { change, apply, logger } = open();
    change({ ethereumNodes: { nodes: { a: { ...node, network: 'x' } } } });
    expect(apply).not.toHaveBeenCalled();
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(
        /nodes\.a\.network: unknown network "x"[^]*The previous configuration stays in use\.$/,
      ),
    );
  });

  it('ignores changes of other plugins', () => {
    const { change, apply, logger } = open();
    change({ ethereumNodes: { nodes: { a: node } }, app: { title: 'New' } });
    expect(apply).not.toHaveBeenCalled();
    expect(logger.info).not.toHaveBeenCalled();
  });

  it('logs that other changes require a restart', () => {
    const { change, logger } = open();
    change({
      ethereumNodes: { nodes: { a: node }, schedule: { poll: '5s' } },
    });
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringContaining('take effect after a restart'),
    );
  });
});
