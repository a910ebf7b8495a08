import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ensurePresent } from '../ensurePresent';
import type { DesiredState } from '../../packages/blueprint/src/deployment/state';
import { kubectl, outputOf } from './cluster';
import {
  command,
  deployStandIns,
  namespace,
  untilFailed,
} from './validate/environment';
import { askedFaults, objectFaults } from './validate/faults/objects';
import { plantAll } from './validate/plant';

const run = promisify(execFile);
const reportSchema = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), state: z.string() })),
});

/** The command as a person runs it: its exit code and what it prints. */
async function validate(
  ...args: string[]
): Promise<{ code: number; out: string }> {
  const [program, ...rest] = command(...args);
  return run(ensurePresent(program), rest).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (error: unknown) => ({
      code: z.object({ code: z.number() }).parse(error).code,
      out: outputOf(error, 'stdout'),
    }),
  );
}

describe('validate-deployment', () => {
  let desired: DesiredState;
  before(async () => {
    desired = await deployStandIns(['geth-0']);
  });

  test('a deployment that is as it should be passes every check, with exit code 0', async () => {
    await untilFailed(desired, []);
    const { code, out } = await validate('--json');
    const report = reportSchema.parse(JSON.parse(out));
    assert.deepEqual([code, report.ok], [0, true], out);
  });

  test('a cluster that does not answer is reported first, with exit code 1', async () => {
    const outcomes = await untilFailed({ ...desired, context: 'nowhere' }, [
      'context',
      ...(await unread()),
    ]);
    assert.equal(ensurePresent(outcomes[0]).state, 'failed');
  });

  test('a missing namespace is reported once, not for each object in it', async () => {
    await untilFailed({ ...desired, namespace: `${namespace}-none` }, [
      'namespace',
      'drift',
    ]);
  });

  plantAll([...askedFaults, ...objectFaults], () => desired);

  test('problems are printed as text, with the commands to run and exit code 1', async () => {
    await kubectl('-n', namespace, 'delete', 'networkpolicy', 'geth-0-dns');
    const { code, out } = await validate();
    assert.equal(code, 1);
    assert.match(
      out,
      /✗ Every network policy of the environment exists\n +NetworkPolicy\/geth-0-dns is missing.*\n +make deploy ENV=local/,
    );
  });
});

/** Every check that needs something of a cluster. */
async function unread(): Promise<string[]> {
  const { checks } = await import(
    '../../packages/blueprint/src/deployment/checks'
  );
  return checks.filter(({ needs }) => needs.length > 0).map(({ name }) => name);
}
