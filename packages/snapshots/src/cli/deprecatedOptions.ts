import type { Command } from 'commander';
import { Option } from 'commander';
import { count, duration } from './values';

/** Where the former names end. */
const REMOVED_IN = '0.3.0';

/** A former name of an option: accepted, hidden from the help, and reported once on standard error. */
export interface DeprecatedOption {
  /** As commander writes them: `--patience-seconds <n>`. */
  flags: string;
  /** Long flag of the option that replaces it. */
  replacement: string;
  /** Of the former value, where it is not that of the replacement. */
  parse?(value: string): unknown;
}

const seconds = (value: string) => duration(`${count(value)}s`);
const hours = (value: string) => duration(`${count(value)}h`);

const deprecatedStoreOptions: readonly DeprecatedOption[] = [
  {
    flags: '--timeout-seconds <n>',
    replacement: '--request-timeout',
    parse: seconds,
  },
];

/** By command; docs/upgrading.md has the same rows. */
export const deprecatedOptions: Record<string, readonly DeprecatedOption[]> = {
  build: [
    ...deprecatedStoreOptions,
    { flags: '--rescan', replacement: '--force' },
  ],
  list: deprecatedStoreOptions,
  show: deprecatedStoreOptions,
  verify: [
    ...deprecatedStoreOptions,
    {
      flags: '--patience-seconds <n>',
      replacement: '--timeout',
      parse: seconds,
    },
    { flags: '--scratch <dir>', replacement: '--temp-dir' },
    { flags: '--remove-damaged', replacement: '--repair' },
  ],
  prune: [
    ...deprecatedStoreOptions,
    {
      flags: '--sweep-after-hours <n>',
      replacement: '--min-age',
      parse: hours,
    },
  ],
  run: [{ flags: '--once', replacement: '--no-wait' }],
  restore: deprecatedStoreOptions,
  plan: deprecatedStoreOptions,
};

/** Let a command accept the former names of its options. */
export function acceptDeprecated(
  command: Command,
  deprecated: readonly DeprecatedOption[],
): void {
  for (const { flags, parse } of deprecated) {
    const option = new Option(flags).hideHelp();
    if (parse) option.argParser(parse);
    command.addOption(option);
  }
}

/**
 * Move values that were given under former names to the present ones.
 *
 * @returns one line for each former name that was used
 */
export function replaceDeprecated(
  command: Command,
  deprecated: readonly DeprecatedOption[],
): string[] {
  return deprecated.flatMap(({ flags, replacement }) => {
    const former = command.options.find(option => option.flags === flags);
    const present = command.options.find(({ long }) => long === replacement);
    if (!former || !present) return [];
    const value = command.getOptionValue(former.attributeName());
    if (value === undefined) return [];
    const key = present.attributeName();
    if (command.getOptionValueSource(key) !== 'cli') {
      command.setOptionValueWithSource(
        key,
        present.negate ? false : value,
        'cli',
      );
    }
    return [
      `${former.long} is deprecated and will be removed in ${REMOVED_IN}: use ${replacement}.`,
    ];
  });
}
