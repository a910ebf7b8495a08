// Loaded into the Node processes that are measured, with --expose-gc: once a minute what is left after a full collection goes into the
// file HEAP_FILE. Without the collection, garbage would look like growth.
const { renameSync, writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const file = process.env.HEAP_FILE;
const write = () => {
  global.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo().length;
  try {
    writeFileSync(
      `${file}.new`,
      JSON.stringify({ heapUsed, external, handles }),
    );
    renameSync(`${file}.new`, file);
  } catch {
    // The next minute has its own.
  }
};
// Worker threads load it too.
if (file && isMainThread) setInterval(write, 60_000).unref();
