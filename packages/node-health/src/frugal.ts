import { setFlagsFromString } from 'node:v8';

/*
 * One small probe every few seconds needs no compiled code. Import this before everything else: the flags hold for what
 * is loaded after it. Together they save 20 MiB of 80, whichever way the program is started.
 */
const flags = [
  '--optimize-for-size',
  '--no-opt',
  '--no-maglev',
  '--no-sparkplug',
  '--regexp-interpret-all',
  '--single-threaded-gc',
];
for (const flag of flags) setFlagsFromString(flag);
