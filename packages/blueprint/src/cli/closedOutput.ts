/**
 * A reader that closes the output early (`nodeyard ... | head`) is no failure: the command runs to its end, and its exit code
 * says how that went. Other errors of the output are thrown.
 */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners('error').includes(throwUnlessClosed)) {
      stream.on('error', throwUnlessClosed);
    }
  }
}

function throwUnlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
