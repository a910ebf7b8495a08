import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
} from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/** Where the catalog says that the template comes from. */
const LOCATION =
  'package:@nodeyard/backstage-plugin-scaffolder-backend-module-ethereum-nodes';

/** Gives the catalog the templates of this Backstage, and removes those that it has no longer. */
export class TemplateProvider implements EntityProvider {
  private readonly templates: readonly Entity[];
  private readonly logger: LoggerService;

  constructor(templates: readonly Entity[], logger: LoggerService) {
    this.templates = templates;
    this.logger = logger;
  }

  getProviderName(): string {
    return 'ethereum-node-template';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await connection.applyMutation({
      type: 'full',
      entities: this.templates.map(template => ({
        entity: located(template),
        locationKey: this.getProviderName(),
      })),
    });
    for (const { metadata } of this.templates) {
      this.logger.info(`The catalog has the template ${metadata.name}`);
    }
  }
}

function located({ metadata, ...entity }: Entity): Entity {
  return {
    ...entity,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [ANNOTATION_LOCATION]: LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
      },
    },
  };
}
