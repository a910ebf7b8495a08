import { readOptions } from './options';

describe('readOptions', () => {
  it('has a default for everything', () => {
    expect(readOptions([], {})).toEqual({
      kind: 'run',
      options: {
        appPort: 3000,
        backendPort: 7007,
        nodesPort: 18545,
        snapshotEverySeconds: 180,
        nodesOnly: false,
        verbose: false,
        stopAfterSeconds: undefined,
      },
    });
  });

  it('prefers a flag to the environment', () => {
    const read = readOptions(['--app-port', '3100'], {
      DEMO_APP_PORT: '3200',
      DEMO_BACKEND_PORT: '7107',
    });
    expect(read).toMatchObject({
      kind: 'run',
      options: { appPort: 3100, backendPort: 7107 },
    });
  });

  it.each(['80', '70000', 'abc', '-1', '3000.5'])(
    'refuses the port %s and states the valid range',
    text => {
      expect(readOptions([`--app-port=${text}`], {})).toEqual({
        kind: 'refused',
        problems: [
          `--app-port (DEMO_APP_PORT) is "${text}": expected a port from 1024 to 65000, for example --app-port 3000`,
        ],
      });
    },
  );

  it('refuses snapshots that would keep the node stopped', () => {
    expect(readOptions([], { DEMO_SNAPSHOT_EVERY: '5' })).toMatchObject({
      kind: 'refused',
      problems: [
        expect.stringContaining(
          '--snapshot-every (DEMO_SNAPSHOT_EVERY) is "5": expected a number of seconds, at least 20',
        ),
      ],
    });
  });

  it('names an unknown flag', () => {
    const read = readOptions(['--prot', '1'], {});
    expect(read).toMatchObject({
      kind: 'refused',
      problems: [expect.stringContaining("'--prot'")],
    });
  });
});
