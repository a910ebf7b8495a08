import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';

export interface RunningGeth {
  url: string;
  stop(signal: NodeJS.Signals): Promise<void>;
}

/** geth alone on loopback, making a block a second; returns when it answers. */
export async function startGeth(
  binary: string,
  datadir: string,
  flags: readonly string[] = [],
): Promise<RunningGeth> {
  const args = [
    '--dev',
    '--dev.period',
    '1',
    '--datadir',
    datadir,
    '--http',
    '--http.port',
    '0',
    '--authrpc.port',
    '0',
    '--port',
    '0',
    '--nodiscover',
    '--ipcdisable',
    ...flags,
  ];
  const child: ChildProcess = spawn(binary, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>(resolve =>
    child.once('close', () => resolve()),
  );
  const url = await new Promise<string>((resolve, reject) => {
    let log = '';
    child.stderr?.setEncoding('utf8').on('data', text => {
      log += text;
      const found = /HTTP server started\s+endpoint=(\S+)/.exec(log);
      if (found) resolve(`http://${found[1]}`);
    });
    child.once('close', () => reject(new Error(`geth ended: ${log}`)));
  });
  return {
    url,
    async stop(signal) {
      child.kill(signal);
      await exited;
    },
  };
}
