import type { Result } from './program';

/** A render that is measured. */
export interface Subject {
  name: string;
  /** Renders once, the start of the program included. */
  render: () => Result;
}

export interface Measurement {
  name: string;
  objects: number;
  /** Milliseconds of each round. */
  wall: number[];
  cpu: number[];
}

/** Measures all subjects in each round, so that a busy machine is busy for all of them. */
export function measure(
  subjects: readonly Subject[],
  rounds: number,
): Measurement[] {
  const measurements = subjects.map(
    ({ name }): Measurement => ({ name, objects: 0, wall: [], cpu: [] }),
  );
  for (let round = 0; round < rounds; round += 1) {
    subjects.forEach(({ render }, index) => {
      const measurement = measurements[index];
      if (!measurement) return;
      const { output, wall, cpu } = render();
      measurement.wall.push(wall);
      measurement.cpu.push(cpu);
      measurement.objects = (output.match(/^kind:/gm) ?? []).length;
    });
  }
  return measurements;
}
