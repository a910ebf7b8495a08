import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { EthereumNodePlan } from './components/EthereumNodePlan';
import { validatePlan } from './validation';

/** The field of a form that says what its answers ask for. */
export const planField = createFormField({
  name: 'EthereumNodePlan',
  component: EthereumNodePlan,
  validation: validatePlan,
});
