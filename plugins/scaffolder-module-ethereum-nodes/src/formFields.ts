import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import {
  clientField,
  environmentsField,
  historyField,
  moreNodesField,
  nameField,
  planField,
  requestField,
} from './fields';

/** The fields, as the new frontend system takes them. */
export const formFields = {
  plan: createFormField(planField),
  name: createFormField(nameField),
  client: createFormField(clientField),
  history: createFormField(historyField),
  environments: createFormField(environmentsField),
  moreNodes: createFormField(moreNodesField),
  request: createFormField(requestField),
};
