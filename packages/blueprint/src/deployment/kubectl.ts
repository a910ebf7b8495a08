import { z } from 'zod';
import type { Programs } from './command';
import { outputOf } from './command';
import type { Reading } from './seen';

/** kubectl, with the context of one cluster. */
export type Kubectl = (
  args: readonly string[],
  input?: string,
) => ReturnType<Programs['run']>;

/** One GET of the API server. */
export async function readRaw<T extends z.ZodType>(
  kubectl: Kubectl,
  path: string,
  schema: T,
): Promise<Reading<z.infer<T>>> {
  const answer = outputOf(await kubectl(['get', '--raw', path]));
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(jsonOf(answer.value));
  return parsed.success
    ? { ok: true, value: parsed.data }
    : {
        ok: false,
        reason: `${path} answers what was not expected: ${z.prettifyError(
          parsed.error,
        )}`,
      };
}

/** What JSON says, or undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The lines of an output that hold something. */
export function linesOf(output: Reading<string>): Reading<string[]> {
  return output.ok
    ? { ok: true, value: output.value.split('\n').filter(line => line !== '') }
    : output;
}
