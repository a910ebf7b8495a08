import type {
  CustomFieldValidator,
  FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import type { ClientPickerOptions, PlanOptions } from './fieldOptions';
import { lazyField } from './lazyField';
import type { MoreNode } from './moreNodes';

/** Problems, estimate and plan of the answers. */
export const planField = {
  name: 'EthereumNodePlan',
  component: lazyField<FieldExtensionComponentProps<JsonObject, PlanOptions>>(
    async () =>
      (await import('./components/EthereumNodePlan')).EthereumNodePlan,
  ),
  validation: (async (...args) => {
    const { validatePlan } = await import('./validation');
    await validatePlan(...args);
  }) as CustomFieldValidator<JsonObject, PlanOptions>,
};

/** Whether the name is in use. */
export const nameField = {
  name: 'EthereumNodeName',
  component: lazyField<FieldExtensionComponentProps<JsonObject>>(
    async () =>
      (await import('./components/EthereumNodeName')).EthereumNodeName,
  ),
  validation: (async (...args) => {
    const { validateName } = await import('./validation');
    await validateName(...args);
  }) as CustomFieldValidator<JsonObject>,
};

/** Clients with what they need. */
export const clientField = {
  name: 'EthereumClientPicker',
  component: lazyField<
    FieldExtensionComponentProps<string, ClientPickerOptions>
  >(
    async () =>
      (await import('./components/EthereumClientPicker')).EthereumClientPicker,
  ),
};

/** Histories with what callers can ask then. */
export const historyField = {
  name: 'EthereumHistoryPicker',
  component: lazyField<FieldExtensionComponentProps<string>>(
    async () =>
      (await import('./components/EthereumHistoryPicker'))
        .EthereumHistoryPicker,
  ),
};

/** Environments with what differs between them. */
export const environmentsField = {
  name: 'EthereumEnvironments',
  component: lazyField<FieldExtensionComponentProps<string[]>>(
    async () =>
      (await import('./components/EthereumEnvironments')).EthereumEnvironments,
  ),
};

/** Nodes beside the first one. */
export const moreNodesField = {
  name: 'EthereumMoreNodes',
  component: lazyField<FieldExtensionComponentProps<MoreNode[]>>(
    async () =>
      (await import('./components/EthereumMoreNodes')).EthereumMoreNodes,
  ),
};

/** The request of a repository, to be changed. */
export const requestField = {
  name: 'EthereumNodeRequest',
  component: lazyField<FieldExtensionComponentProps<string>>(
    async () =>
      (await import('./components/EthereumNodeRequest')).EthereumNodeRequest,
  ),
  validation: (async (...args) => {
    const { validateRequest } = await import('./validation');
    await validateRequest(...args);
  }) as CustomFieldValidator<string>,
};
