import { planText } from '../cli/report';
import type { Plan } from '../plan/plan';

/** A plan as `nodeyard plan` prints it, without colours. @public */
export function planPrintout(plan: Plan): string {
  return planText(plan, (_, text) => text);
}
