import type { Message } from '@nodeyard/ethereum';
import { requestMessage } from '../messages/requestMessages';
import { formMessage, reason } from './reason';
import { boundedText } from './text';

interface Field {
  name: 'minute' | 'hour' | 'day' | 'month' | 'weekday';
  first: number;
  last: number;
  names?: readonly string[];
}

const monthNames = [
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
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The five fields of a Kubernetes CronJob's `schedule`. Kubernetes counts Sunday as 0 and refuses 7. */
const fields: readonly Field[] = [
  { name: 'minute', first: 0, last: 59 },
  { name: 'hour', first: 0, last: 23 },
  { name: 'day', first: 1, last: 31 },
  { name: 'month', first: 1, last: 12, names: monthNames },
  { name: 'weekday', first: 0, last: 6, names: weekdayNames },
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

const NOT_FIVE_FIELDS = requestMessage('not-five-fields', {});
const FIX = requestMessage('write-schedule', {});

/**
 * A schedule as a Kubernetes CronJob takes it.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export const cron = boundedText
  .superRefine((value, ctx) => {
    const fault = scheduleFault(value);
    if (fault !== undefined) reason(ctx, fault, FIX);
  })
  .meta({
    pattern: `^(@(${macros
      .map(macro => macro.slice(1))
      .join('|')})|[^ ]+( [^ ]+){${fields.length - 1}})$`,
    errorMessage: { pattern: formMessage(NOT_FIVE_FIELDS, FIX) },
  });

function scheduleFault(schedule: string): Message | undefined {
  if (macros.includes(schedule)) return undefined;
  const parts = schedule.split(' ');
  if (parts.length !== fields.length) {
    return NOT_FIVE_FIELDS;
  }
  const wrong = fields.find(
    (field, index) =>
      !(parts[index] ?? '').split(',').every(term => fits(term, field)),
  );
  if (wrong) {
    return requestMessage('schedule-field', {
      field: requestMessage(`field-${wrong.name}`, {}),
    });
  }
  return neverComes(parts)
    ? requestMessage('schedule-never', {
        months: parts[3] ?? '',
        days: parts[2] ?? '',
      })
    : undefined;
}

/**
 * Is there no such day? Where a day of the week is named beside a day of the month, each day that is one of the two counts,
 * and there are such days always.
 */
function neverComes(parts: readonly string[]): boolean {
  const [, , days = [], months = [], weekdays = []] = fields.map(
    (field, index) =>
      (parts[index] ?? '').split(',').map(term => spanOf(term, field)),
  );
  if (!weekdays.some(({ isAny }) => isAny)) return false;
  const longest = Math.max(...months.flatMap(valuesOf).map(daysOf));
  return Math.min(...days.map(({ from }) => from)) > longest;
}

interface Span {
  from: number;
  to: number;
  step: number;
  /** Leaves the field open. One with a larger step than one does not. */
  isAny: boolean;
}

/** Any, one number or name, or a range of them; each with an optional step after a slash, which opens what is no range upwards. */
function spanOf(term: string, field: Field): Span {
  const [range = '', steps] = term.split('/');
  const step = Number(steps ?? 1);
  const { first, last } = field;
  if (isOpen(range)) return { from: first, to: last, step, isAny: step === 1 };
  const bounds = range.split('-').map(bound => position(bound, field));
  const [from = first, to = steps === undefined ? from : last] = bounds;
  return { from, to, step, isAny: false };
}

function valuesOf({ from, to, step }: Span): number[] {
  const count = Math.floor((to - from) / step) + 1;
  return Array.from({ length: count }, (_, i) => from + i * step);
}

/** The most days that a month has, counted from 1. */
function daysOf(month: number): number {
  return new Date(Date.UTC(2024, month, 0)).getUTCDate();
}

/** Kubernetes takes a question mark for a star, in each field. */
function isOpen(range: string): boolean {
  return range === '*' || range === '?';
}

function fits(term: string, field: Field): boolean {
  const [range = '', step, ...rest] = term.split('/');
  if (rest.length > 0) return false;
  if (step !== undefined && !(/^[0-9]{1,2}$/.test(step) && Number(step) >= 1)) {
    return false;
  }
  if (isOpen(range)) return true;
  const bounds = range.split('-').map(bound => position(bound, field));
  if (bounds.length > 2 || bounds.some(bound => bound === undefined)) {
    return false;
  }
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
