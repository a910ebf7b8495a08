/**
 * The same fields for Backstage apps of the old frontend system.
 *
 * @packageDocumentation
 */
import { scaffolderPlugin } from '@backstage/plugin-scaffolder';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import type { FieldExtensionComponent } from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import type { ClientPickerOptions, PlanOptions } from './fieldOptions';
import {
  clientField,
  environmentsField,
  historyField,
  moreNodesField,
  nameField,
  planField,
  requestField,
} from './fields';
import type { MoreNode } from './moreNodes';

export { ethereumNodePlanTranslationRef } from './translation';

/** Problems, estimate and plan, for `<ScaffolderFieldExtensions>` inside of the scaffolder's page. @public */
export const EthereumNodePlanFieldExtension: FieldExtensionComponent<
  JsonObject,
  PlanOptions
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension<JsonObject, PlanOptions>(planField),
);

/** Whether a name is in use, for `<ScaffolderFieldExtensions>`. @public */
export const EthereumNodeNameFieldExtension: FieldExtensionComponent<
  JsonObject,
  {}
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension<JsonObject, {}>(nameField),
);

/** Clients with what they need, for `<ScaffolderFieldExtensions>`. @public */
export const EthereumClientPickerFieldExtension: FieldExtensionComponent<
  string,
  ClientPickerOptions
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension<string, ClientPickerOptions>(clientField),
);

/** Histories with what callers can ask then, for `<ScaffolderFieldExtensions>`. @public */
export const EthereumHistoryPickerFieldExtension: FieldExtensionComponent<
  string,
  {}
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension<string, {}>(historyField),
);

/** Environments with what differs between them, for `<ScaffolderFieldExtensions>`. @public */
export const EthereumEnvironmentsFieldExtension: FieldExtensionComponent<
  string[],
  {}
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension<string[], {}>(environmentsField),
);

/** Nodes beside the first one, for `<ScaffolderFieldExtensions>`. @public */
export const EthereumMoreNodesFieldExtension: FieldExtensionComponent<
  MoreNode[],
  {}
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension<MoreNode[], {}>(moreNodesField),
);

/** The request of a repository, for `<ScaffolderFieldExtensions>`. @public */
export const EthereumNodeRequestFieldExtension: FieldExtensionComponent<
  string,
  {}
> = scaffolderPlugin.provide(
  createScaffolderFieldExtension<string, {}>(requestField),
);

export type { ClientPickerOptions, PlanOptions } from './fieldOptions';
export type { MoreNode } from './moreNodes';
