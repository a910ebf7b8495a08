/** Settings of a run, from the environment. */
export interface Settings {
  minutes: number;
  /** Of the schedule of faults: the same seed and length give the same schedule. */
  seed: number;
}

const MAX_DURATION = 24 * 60;

/** @throws Error that names the variable, its value and what it may be */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  return {
    minutes: whole('MINUTES', environment.MINUTES || '120', 3, MAX_DURATION),
    seed: whole(
      'SEED',
      environment.SEED || String(Date.now() % 1_000_000),
      0,
      999_999,
    ),
  };
}

function whole(
  name: string,
  text: string,
  least: number,
  most: number,
): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new Error(
    `${name} is ${JSON.stringify(
      text,
    )}: expected a whole number from ${least} to ${most}, for example ${name}=${least}`,
  );
}
