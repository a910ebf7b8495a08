import { z } from 'zod';
import { reason } from './reason';

interface Field {
  name: string;
  first: number;
  last: number;
  names?: readonly string[];
}

const months = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The five fields of a Kubernetes CronJob's `schedule`. Kubernetes counts Sunday as 0 and refuses 7. */
const fields: readonly Field[] = [
  { name: 'minute', first: 0, last: 59 },
  { name: 'hour', first: 0, last: 23 },
  { name: 'day of the month', first: 1, last: 31 },
  { name: 'month', first: 1, last: 12, names: months },
  { name: 'day of the week', first: 0, last: 6, names: weekdays },
];

const macros = [
  '@hourly',
  '@daily',
  '@midnight',
  '@weekly',
  '@monthly',
  '@yearly',
  '@annually',
];

/**
 * A schedule as a Kubernetes CronJob takes it.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export const cron = z.string().superRefine((value, context) => {
  const fault = scheduleFault(value);
  if (fault !== undefined) {
    reason(
      context,
      fault,
      'Write minute, hour, day, month and weekday, for example 0 3 * * * for 03:00 UTC each day.',
    );
  }
});

function scheduleFault(schedule: string): string | undefined {
  if (macros.includes(schedule)) return undefined;
  const parts = schedule.split(' ');
  if (parts.length !== fields.length) {
    return 'is not a schedule of five fields with one space between them';
  }
  const wrong = fields.find(
    (field, index) => !parts[index].split(',').every(term => fits(term, field)),
  );
  return wrong && `has a ${wrong.name} that no clock shows`;
}

/** Any, one number or name, or a range of them; each with an optional step after a slash. */
function fits(term: string, field: Field): boolean {
  const [range, step, ...rest] = term.split('/');
  if (rest.length > 0) return false;
  if (step !== undefined && !(/^[0-9]{1,2}$/.test(step) && Number(step) >= 1))
    return false;
  if (range === '*') return true;
  const bounds = range.split('-').map(bound => position(bound, field));
  if (bounds.length > 2 || bounds.some(bound => bound === undefined))
    return false;
  const [from = 0, to = from] = bounds;
  return from <= to;
}

function position(
  bound: string,
  { first, last, names }: Field,
): number | undefined {
  const named = names?.indexOf(bound.toLowerCase()) ?? -1;
  if (named >= 0) return named + first;
  if (!/^[0-9]{1,2}$/.test(bound)) return undefined;
  const number = Number(bound);
  return number >= first && number <= last ? number : undefined;
}
