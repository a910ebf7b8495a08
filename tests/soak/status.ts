import { ensurePresent } from '../ensurePresent';
import type { Watch } from './watch';

/** What has been seen until now, in a line. */
export function statusOf({
  verdicts,
  memories,
  measures,
  wrongOfPair,
}: Watch): string {
  const megabytes = [...measures].map(([name, all]) => {
    const { rss, heap, files } = ensurePresent(all.at(-1));
    const mib = (bytes: number) => Math.round(bytes / 2 ** 20);
    return `${name} ${mib(rss)}${heap ? `/${mib(heap)}` : ''} MiB ${files} fd`;
  });
  const wrong = [...verdicts.values()].flatMap(one => one.wrong);
  const [newest] = wrong.slice(-1);
  const lost = [...memories.values()].flatMap(one => one.lost).length;
  return [
    megabytes.join(', '),
    `${wrong.length} + ${wrongOfPair.length} wrong, ${lost} lost`,
    ...(newest
      ? [`newest: ${newest.node}: ${newest.kind}: ${newest.words}`]
      : []),
  ].join('; ');
}
