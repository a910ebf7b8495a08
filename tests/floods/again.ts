import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A caller whose every connection asks again as soon as it has an answer. */
export interface Asker {
  /** How often it was answered so far, by status. */
  answers(): Promise<Record<string, number>>;
  end(): Promise<void>;
}

export async function askAgain(how: {
  url: string;
  token: string;
  connections: number;
  /** That the connections come from, in turn. */
  addresses: readonly string[];
}): Promise<Asker> {
  const child = fork(
    join(import.meta.dirname, 'askAgain.ts'),
    [JSON.stringify(how)],
    { execArgv: ['--import', 'tsx'] },
  );
  const exit = once(child, 'exit');
  return {
    answers: async () => {
      child.send('answers');
      const [answers] = await once(child, 'message');
      return answers;
    },
    end: async () => {
      child.disconnect();
      await exit;
    },
  };
}
