import type { Config } from '@backstage/config';
import { isError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createMasker } from '@nodeyard/ethereum';

/** Keys of `integrations` whose values are secret: https://backstage.io/docs/integrations */
const secretKeys = /token|password|secret|privateKey|accessKey/i;

/** Credentials of all Git hosts of a configuration. */
export function hostSecrets(config: Config): string[] {
  return secretsBelow(config.getOptional('integrations'), false);
}

function secretsBelow(value: unknown, isSecret: boolean): string[] {
  if (typeof value === 'string') return isSecret ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    secretsBelow(inner, isSecret || secretKeys.test(key)),
  );
}

/**
 * Runs a step whose errors end up in the history of its task. A host, or a proxy before it, may quote in them the token that
 * it was asked with: of the configuration, of the step's input, and of the user.
 */
export async function withMaskedErrors<T>(
  { input, secrets = {} }: Pick<ActionContext<{}>, 'input' | 'secrets'>,
  configured: readonly string[],
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const mask = createMasker([
      ...configured,
      ...secretsBelow(input, false),
      ...Object.values(secrets),
    ]);
    if (!isError(error)) throw new Error(mask(String(error)));
    error.message = mask(error.message);
    error.stack = error.stack && mask(error.stack);
    throw error;
  }
}
