import { formatBytes, formatDuration } from '@nodeyard/ethereum';
import type { OnProgress, Progress } from '../progress';

const TERMINAL_MS = 200;
const LINES_MS = 10_000;

/** Output and clock of progress. */
export interface ProgressOutput {
  write(text: string): void;
  isTerminal: boolean;
  now: () => number;
}

/** Progress as one updated line on a terminal, else as a line of JSON every ten seconds. */
export function progressLine(output: ProgressOutput): {
  on: OnProgress;
  end(): void;
} {
  const started = output.now();
  let shown = output.isTerminal ? -Infinity : started;
  let open = false;
  return {
    on(progress) {
      const now = output.now();
      if (now - shown < (output.isTerminal ? TERMINAL_MS : LINES_MS)) return;
      shown = now;
      const rate = rateOf(progress, now - started);
      if (!output.isTerminal) {
        output.write(
          `${JSON.stringify({
            ...progress,
            bytesPerSecond: Math.round(rate.bytesPerSecond),
            etaSeconds: rate.etaSeconds,
          })}\n`,
        );
      } else {
        open = true;
        output.write(`\r\u001b[K${progressText(progress, rate)}`);
      }
    },
    end() {
      if (open) output.write('\r\u001b[K');
    },
  };
}

interface Rate {
  bytesPerSecond: number;
  /** null before the first byte. */
  etaSeconds: number | null;
}

export function rateOf(
  { doneBytes, totalBytes }: Progress,
  elapsedMs: number,
): Rate {
  const bytesPerSecond = elapsedMs > 0 ? (doneBytes * 1000) / elapsedMs : 0;
  return {
    bytesPerSecond,
    etaSeconds:
      bytesPerSecond > 0
        ? Math.ceil((totalBytes - doneBytes) / bytesPerSecond)
        : null,
  };
}

function progressText(
  { phase, doneBytes, totalBytes }: Progress,
  { bytesPerSecond, etaSeconds }: Rate,
): string {
  const percent =
    totalBytes > 0 ? Math.floor((100 * doneBytes) / totalBytes) : 100;
  const left =
    etaSeconds === null ? '' : `, ${formatDuration(etaSeconds)} left`;
  return `${phase} ${percent} % of ${formatBytes(totalBytes)}, ${formatBytes(
    bytesPerSecond,
  )}/s${left}`;
}
