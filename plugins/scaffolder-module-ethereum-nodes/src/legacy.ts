/**
 * The same field for Backstage apps of the old frontend system.
 *
 * @packageDocumentation
 */
import { scaffolderPlugin } from '@backstage/plugin-scaffolder';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import type { FieldExtensionComponent } from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import { EthereumNodePlan } from './components/EthereumNodePlan';
import { validatePlan } from './validation';
import type { PlanOptions } from './validation';

export { ethereumNodePlanTranslationRef } from './translation';

/** The field, for `<ScaffolderFieldExtensions>` inside of the scaffolder's page. @public */
export const EthereumNodePlanFieldExtension: FieldExtensionComponent<
  JsonObject,
  PlanOptions
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension<JsonObject, PlanOptions>({
    name: 'EthereumNodePlan',
    component: EthereumNodePlan,
    validation: validatePlan,
  }),
);

export type { PlanOptions } from './validation';
