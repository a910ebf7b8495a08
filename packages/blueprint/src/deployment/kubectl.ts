import { z } from 'zod';
import type { ProcessRunner } from './processRunner';
import { outputOf } from './processRunner';
import type { ReadResult } from './state';

/** kubectl, with the context of one cluster. */
export type Kubectl = (
  args: readonly string[],
  input?: string,
) => ReturnType<ProcessRunner['run']>;

/** One GET of the API server. */
export async function getRaw<T extends z.ZodType>(
  kubectl: Kubectl,
  path: string,
  schema: T,
): Promise<ReadResult<z.infer<T>>> {
  const answer = outputOf(await kubectl(['get', '--raw', path]));
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(tryParseJson(answer.value));
  return parsed.success
    ? { ok: true, value: parsed.data }
    : {
        ok: false,
        reason: `${path} has an unexpected answer: ${z.prettifyError(
          parsed.error,
        )}`,
      };
}

/** @returns undefined for text that is not JSON */
export function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The non-empty lines of an output. */
export function nonEmptyLines(
  output: ReadResult<string>,
): ReadResult<string[]> {
  return output.ok
    ? { ok: true, value: output.value.split('\n').filter(line => line !== '') }
    : output;
}
