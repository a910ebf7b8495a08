import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';

/** Inputs per test, in `make test` and, with `FUZZ_RUNS`, in `make fuzz`. */
const runs = Number(process.env.FUZZ_RUNS ?? 2000);
/** The same inputs each time, unless another seed is given. */
const seed = Number(process.env.FUZZ_SEED ?? 20261130);
/** CPU time that one input may take. */
const MAX_MS = 50;
/** A collection of garbage, and what other tests left running, is charged to whichever input runs: the least counts. */
const MEASUREMENTS = 10;
const REST_MS = 50;
/** Longer ones are kept by their seed alone. */
const MAX_KEPT_LENGTH = 20_000;

/** What is mutated, and what must hold of every input. */
export interface Target<Input> {
  /** Name of the corpus, and of the line that is written of a long run. */
  name: string;
  inputs: fc.Arbitrary<Input>;
  /** @throws when an input does what none may */
  check(input: Input): Promise<void> | void;
}

/** For the titles of tests, so that every failure tells how to have it again. */
export const howMany = `${runs} inputs, seed ${seed}`;

/**
 * Tries inputs that once failed, then mutated ones: none may throw, nor take more than 50 ms of CPU. One that does is kept in
 * the corpus, which is committed with the mend.
 */
export async function fuzz<Input>({
  name,
  inputs,
  check,
}: Target<Input>): Promise<void> {
  const corpus = join(__dirname, 'corpus', `${name}.json`);
  const kept: Input[] = existsSync(corpus)
    ? JSON.parse(readFileSync(corpus, 'utf8'))
    : [];
  // What the first inputs compile and load is no input's fault.
  for (const input of [
    ...kept,
    ...fc.sample(inputs, { numRuns: 50, seed: 1 }),
  ]) {
    await check(input);
  }
  for (const input of kept) await checkInTime(check, input);

  const started = process.cpuUsage();
  const outcome = await fc.check(
    fc.asyncProperty(inputs, input => checkInTime(check, input)),
    { numRuns: runs, seed, endOnFailure: false },
  );
  if (process.env.FUZZ_RUNS) {
    const { user, system } = process.cpuUsage(started);
    const seconds = (user + system) / 1e6;
    process.stderr.write(
      `fuzz ${name}: ${
        outcome.numRuns
      } inputs (seed ${seed}), ${seconds.toFixed(1)} s of CPU, ${Math.round(
        outcome.numRuns / seconds,
      )}/s, ${outcome.failed ? 'FAILED' : '0 failures'}\n`,
    );
  }
  if (!outcome.failed) return;
  const [input] = outcome.counterexample ?? [];
  const text = JSON.stringify(input);
  if (input !== undefined && text.length <= MAX_KEPT_LENGTH) {
    writeFileSync(
      corpus,
      `${JSON.stringify([...kept, input], undefined, 2)}\n`,
    );
  }
  throw new Error(fc.defaultReportMessage(outcome) ?? 'failed', {
    cause: outcome.errorInstance,
  });
}

async function checkInTime<Input>(
  check: Target<Input>['check'],
  input: Input,
): Promise<void> {
  let least = Infinity;
  for (let time = 0; time < MEASUREMENTS; time += 1) {
    // Of this thread alone: compilers and collectors have others.
    const started = process.threadCpuUsage();
    await check(input);
    const { user, system } = process.threadCpuUsage(started);
    least = Math.min(least, (user + system) / 1000);
    if (least <= MAX_MS) return;
    await sleep(REST_MS);
  }
  throw new Error(`takes ${least} ms of CPU, ${MAX_MS} are the most`);
}
