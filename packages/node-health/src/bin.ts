import './frugal';
import { main } from './cli';

main(process.argv.slice(2)).then(
  code => {
    // Whatever is still open, it was told to stop.
    process.exit(code);
  },
  error => {
    process.stderr.write(
      `node-health: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(1);
  },
);
