import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  EntityPolicies,
  FieldFormatEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  type Entity,
} from '@backstage/catalog-model';
import { ANNOTATION_NODE } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { isEntityRef } from './isEntityRef';

const MAX_TITLE_LENGTH = 300;
const MAX_REASON_LENGTH = 500;

/** Control characters, halves of characters, and controls of the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu;

const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);
const kinds = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
];

/**
 * Why the catalog would refuse an entity, with the field and its fix.
 * @returns at most 500 characters without control characters; undefined for a valid entity
 */
export async function refusal(entity: Entity): Promise<string | undefined> {
  const { title = '', description = '', annotations = {} } = entity.metadata;
  if (title.length > MAX_TITLE_LENGTH) {
    return `metadata.title has ${title.length} characters; use a name of at most ${MAX_TITLE_LENGTH}`;
  }
  if (annotations[ANNOTATION_NODE]?.includes(',')) {
    return `metadata.annotations["${ANNOTATION_NODE}"] separates IDs by commas; use a name without a comma`;
  }
  if (
    [title, description, ...Object.values(annotations)].some(
      value => value.search(UNPRINTABLE) !== -1,
    )
  ) {
    return 'metadata contains control characters; use a name, network and clients without them';
  }
  const owner = String(entity.spec?.owner);
  if (!isEntityRef(owner, 'group')) {
    return printable(
      `spec.owner "${owner}" is not an entity reference; use one such as group:default/payments`,
    );
  }
  try {
    await policy.enforce(entity);
    await Promise.all(kinds.map(kind => kind.check(entity)));
    return undefined;
  } catch (error) {
    return printable(error instanceof Error ? error.message : String(error));
  }
}

function printable(reason: string): string {
  const plain = reason.slice(0, MAX_REASON_LENGTH).replace(UNPRINTABLE, '?');
  return reason.length > MAX_REASON_LENGTH ? `${plain.slice(0, -1)}…` : plain;
}
