import { nodeyard } from './cli/nodeyard';

// The exit code is set rather than exited with, so that a pipe gets all output before the process ends.
void nodeyard(process.argv.slice(2)).then(code => {
  process.exitCode = code;
});
