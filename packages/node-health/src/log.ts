/** Writes one log line with a message and further fields. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  facts?: Record<string, unknown>,
) => void;

/** One JSON object per line on standard output, as log collectors of clusters expect it. */
export const jsonLog: Log = (level, message, facts = {}) => {
  process.stdout.write(
    `${JSON.stringify({
      time: new Date().toISOString(),
      level,
      message,
      ...facts,
    })}\n`,
  );
};
