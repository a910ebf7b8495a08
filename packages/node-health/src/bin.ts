import './lowMemory';
import { main } from './cli';

main(process.argv.slice(2)).then(
  code => {
    // Open handles must not keep a stopped process alive.
    process.exit(code);
  },
  error => {
    process.stderr.write(
      `node-health: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(1);
  },
);
