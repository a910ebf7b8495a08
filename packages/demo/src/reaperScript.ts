/**
 * Source of the reaper, a program for `node -e`: reads IDs of process groups from its standard input, line by line; one
 * with a minus before it has ended. When that closes without a "done" before, the process that wrote them has died, and
 * the reaper ends the groups.
 */
export const reaperScript = (patienceMs: number) => `
let text = '';
process.on('SIGINT', () => {});
process.stdin.setEncoding('utf8');
process.stdin.on('data', chunk => { text += chunk; });
process.stdin.on('end', () => {
  const lines = text.split('\\n').filter(Boolean);
  if (lines.includes('done')) return;
  const groups = new Set();
  for (const line of lines) line.startsWith('-') ? groups.delete(line.slice(1)) : groups.add(line);
  const signalAll = name => groups.forEach(group => { try { process.kill(-Number(group), name); } catch {} });
  signalAll('SIGTERM');
  setTimeout(signalAll, ${patienceMs}, 'SIGKILL');
});
`;
