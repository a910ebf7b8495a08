import { ambiguous } from './ambiguous';
import type { Body } from './body';
import { encoded } from './encoded';
import { batches, forbidden } from './forbidden';
import { honest } from './honest';

/** Every body of the table. */
export const bodies: Body[] = [
  ...honest,
  ...forbidden,
  ...batches,
  ...ambiguous,
  ...encoded,
];
