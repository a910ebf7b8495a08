import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  EntityPolicies,
  FieldFormatEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  type Entity,
} from '@backstage/catalog-model';
import { ANNOTATION_NODE } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

const MAX_TITLE_LENGTH = 300;

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
 * @returns undefined for a valid entity
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
    /\p{Cc}/u.test(
      [title, description, ...Object.values(annotations)].join(' '),
    )
  ) {
    return 'metadata contains control characters; use a name, network and clients without them';
  }
  try {
    parseEntityRef(String(entity.spec?.owner), {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    await policy.enforce(entity);
    await Promise.all(kinds.map(kind => kind.check(entity)));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
