const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LONGEST_STEP = 30 * DAY;

/** Intervals between ticks that are common on clocks and calendars. */
const steps = [
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  4 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  LONGEST_STEP,
];

/** Tick of the time axis; milliseconds since the epoch. */
interface Tick {
  time: number;
  /** Whether a day starts at this tick, in the local time zone. */
  isMidnight: boolean;
}

/** Round local times between two instants, about `maxTicks` of them. */
export function axisTicks(from: number, to: number, maxTicks: number): Tick[] {
  const step =
    steps.find(size => (to - from) / size <= Math.max(1, maxTicks)) ??
    LONGEST_STEP;
  const ticks: Tick[] = [];
  for (
    let midnight = new Date(from).setHours(0, 0, 0, 0), index = 0;
    midnight <= to;
    midnight = nextMidnight(midnight), index += 1
  ) {
    const isOnStep = step <= DAY || index % (step / DAY) === 0;
    const end = nextMidnight(midnight);
    for (
      let time = midnight;
      isOnStep && time < Math.min(end, to + 1);
      time += Math.min(step, DAY * 2)
    ) {
      if (time >= from) ticks.push({ time, isMidnight: time === midnight });
    }
  }
  return ticks;
}

/** Days with a change of daylight saving time have 23 or 25 hours. */
function nextMidnight(midnight: number): number {
  const date = new Date(midnight);
  return date.setDate(date.getDate() + 1);
}
