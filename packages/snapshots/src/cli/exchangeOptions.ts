import { Option } from 'commander';
import { jsonOption } from './options';
import { text } from './values';

export const outputOptions = [
  jsonOption,
  new Option('--quiet', 'print no progress'),
  new Option(
    '--metrics-file <file>',
    "write metrics to a file for node_exporter's textfile collector",
  ).argParser(text),
].map(option => option.helpGroup('Output:'));
