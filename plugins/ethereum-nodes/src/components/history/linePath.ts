interface Scale {
  from: number;
  to: number;
  maxSeconds: number;
  width: number;
  height: number;
  /** Points further apart than this are not joined, because the node was not polled in between. */
  joinWithinMs: number;
}

/** SVG path of head ages over time, on a logarithmic scale. */
export function linePath(
  ages: ReadonlyArray<{ time: number; seconds: number }>,
  scale: Scale,
): string {
  const top = Math.log1p(Math.max(scale.maxSeconds, 60));
  const x = (time: number) =>
    (((time - scale.from) / (scale.to - scale.from)) * scale.width).toFixed(1);
  const y = (seconds: number) => {
    const share = Math.log1p(Math.max(0, seconds)) / top;
    return (scale.height - 1 - share * (scale.height - 2)).toFixed(1);
  };
  return ages
    .map(({ time, seconds }, index) => {
      const previous = ages[index - 1];
      const joins =
        previous !== undefined && time - previous.time <= scale.joinWithinMs;
      return `${joins ? 'L' : 'M'}${x(time)} ${y(seconds)}`;
    })
    .join(' ');
}
