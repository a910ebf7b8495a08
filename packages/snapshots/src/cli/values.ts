import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { ExternalFolders } from '../files/externalFolders';

/** Parsers of option values: commander names the option and the value in front of their messages. */

export function text(value: string): string {
  if (value === '') {
    throw new InvalidArgumentError('Give a value, or leave the option out.');
  }
  return value;
}

export function count(value: string): number {
  if (!/^\d{1,15}$/.test(value)) {
    throw new InvalidArgumentError('Give a whole number from 0 up.');
  }
  return Number(value);
}

/** Name of a network or client. */
export function name(value: string): string {
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(value)) {
    throw new InvalidArgumentError(
      'A name has lower-case letters, digits and "-", and begins with a letter.',
    );
  }
  return value;
}

export function hash(value: string): string {
  const lower = value.toLowerCase();
  if (!/^0x[0-9a-f]{64}$/.test(lower)) {
    throw new InvalidArgumentError('A hash is 0x and 64 hex digits.');
  }
  return lower;
}

export function sha256(value: string): string {
  const lower = value.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(lower)) {
    throw new InvalidArgumentError('A SHA-256 is 64 hex digits.');
  }
  return lower;
}

const unitMs: Record<string, number> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** @returns milliseconds; a number without a unit is in seconds */
export function duration(value: string): number {
  const [, number, unit = 's'] = /^(\d{1,9})([smhd])?$/.exec(value) ?? [];
  const factor = unitMs[unit];
  if (number === undefined || factor === undefined) {
    throw new InvalidArgumentError(
      'Give a duration, such as 90s, 10m or 24h; a number without a unit is in seconds.',
    );
  }
  return Number(number) * factor;
}

/** For an option that may be repeated. */
export function list(value: string, previous: string[] = []): string[] {
  return [...previous, text(value)];
}

/** `path=folder`, for an option that may be repeated. */
export function externalFolder(
  value: string,
  previous: ExternalFolders = new Map(),
): ExternalFolders {
  const at = value.indexOf('=');
  if (at < 1 || at === value.length - 1) {
    throw new InvalidArgumentError(
      'Give the path in the datadir and the folder, as geth/chaindata/ancient=/ancient.',
    );
  }
  return new Map(previous).set(
    value.slice(0, at),
    resolve(value.slice(at + 1)),
  );
}
