import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { EthereumNodePlan } from './components/EthereumNodePlan';
import { validatePlan } from './validation';

/** The field of a form that shows the plan of its answers. */
export const planField = createFormField({
  name: 'EthereumNodePlan',
  component: EthereumNodePlan,
  validation: validatePlan,
});
