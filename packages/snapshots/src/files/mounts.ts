import { readFile, realpath } from 'node:fs/promises';
import { orAbsent } from './systemError';

/**
 * Paths below a folder, relative to it, on which something is mounted: what is there lies elsewhere, and may have another
 * name there. Empty where there is no Linux to ask.
 */
export async function mountsBelow(folder: string): Promise<Set<string>> {
  const table = await orAbsent(readFile('/proc/self/mountinfo', 'utf8'));
  const root = table && (await orAbsent(realpath(folder)));
  if (!table || !root) return new Set();
  const inside = root === '/' ? root : `${root}/`;
  return new Set(
    table
      .split('\n')
      .map(line => unescaped(line.split(' ')[4] ?? ''))
      .filter(point => point.startsWith(inside) && point !== root)
      .map(point => point.slice(inside.length)),
  );
}

/** The kernel writes spaces, tabs, line feeds and backslashes as `\040` and the like. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal) =>
    String.fromCharCode(parseInt(octal, 8)),
  );
}
