import { Option } from 'commander';
import { jsonOption } from './options';
import { name, text } from './values';

/** Of commands without a store. */
export const clientOption = new Option(
  '--client <name>',
  'geth, reth, nethermind, besu or erigon',
)
  .argParser(name)
  .makeOptionMandatory();

export const outputOptions = [
  jsonOption,
  new Option('--quiet', 'print no progress'),
  new Option(
    '--metrics-file <file>',
    "write metrics to a file for node_exporter's textfile collector",
  ).argParser(text),
].map(option => option.helpGroup('Output:'));
