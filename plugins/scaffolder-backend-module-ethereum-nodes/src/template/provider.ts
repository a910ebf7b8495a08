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

/** Gives the catalog the template of this Backstage, or takes it back where there is none any more. */
export class TemplateProvider implements EntityProvider {
  private readonly template: Entity | undefined;
  private readonly logger: LoggerService;

  constructor(template: Entity | undefined, logger: LoggerService) {
    this.template = template;
    this.logger = logger;
  }

  getProviderName(): string {
    return 'ethereum-node-template';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const template = this.template;
    await connection.applyMutation({
      type: 'full',
      entities: template
        ? [{ entity: located(template), locationKey: this.getProviderName() }]
        : [],
    });
    if (template) {
      this.logger.info(
        `The catalog has the template ${template.metadata.name}`,
      );
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
