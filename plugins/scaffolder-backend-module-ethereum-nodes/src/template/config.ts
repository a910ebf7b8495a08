import {
  KubernetesValidatorFunctions,
  parseEntityRef,
} from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { isError } from '@backstage/errors';

const KEY = 'scaffolder.ethereumNodes.template';

/** Configuration of the template in the catalog. */
export interface TemplateOptions {
  /** Whether this module provides it. Otherwise it is registered as a location. */
  isEnabled: boolean;
  /** Reference of the group or the user that owns it. */
  owner: string | undefined;
}

/** @throws Error that names the key, its value and the format */
export function templateOptions(config: Config): TemplateOptions {
  const owner = config.getOptionalString(`${KEY}.owner`);
  if (owner !== undefined) requireOwner(owner);
  return {
    isEnabled: config.getOptionalBoolean(`${KEY}.enabled`) ?? true,
    owner,
  };
}

function requireOwner(owner: string): void {
  const wrong = (why: string) =>
    new Error(
      `${KEY}.owner ${JSON.stringify(
        owner,
      )} is not a reference to a group or a user: ${why}. Write it as group:default/platform.`,
    );
  let ref: ReturnType<typeof parseEntityRef>;
  try {
    ref = parseEntityRef(owner);
  } catch (error) {
    throw wrong(isError(error) ? error.message : String(error));
  }
  if (!/^(group|user)$/i.test(ref.kind)) throw wrong(`it is a ${ref.kind}`);
  if (!KubernetesValidatorFunctions.isValidObjectName(ref.name)) {
    throw wrong(`"${ref.name}" is not the name of an entity`);
  }
}
