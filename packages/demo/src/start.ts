import { resolve } from 'node:path';
import { readOptions } from './options';
import { runDemo } from './runDemo';

// Yarn says where the repository is, whichever folder it was called in.
const root = resolve(process.env.PROJECT_CWD ?? '.');
const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const read = readOptions(process.argv.slice(2), process.env);
  switch (read.kind) {
    case 'help':
      process.stdout.write(read.text);
      return 0;
    case 'refused':
      for (const problem of read.problems) process.stderr.write(`${problem}\n`);
      return 2;
    default:
      return runDemo(root, read.options, say);
  }
}

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  },
);
