/**
 * A reader that closes the output early (`snapshot-builder list | head`) is no failure: a build or restore runs to its end, and
 * its exit code is that of the command. Other errors of the output are thrown.
 */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
