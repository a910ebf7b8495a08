import type { Outcome } from '../program';
import type { UpstreamRelease } from '../upstreamRules';

/** Rendering of a layer by platform.ts, and values read from a stand-in. */
export interface Rendering {
  /** A copy of what is deployed, with stand-ins for charts of others. */
  directory: string;
  schemas: readonly string[];
  template(environment: string, layer: string): Outcome;
  releasesIn(rendered: string): UpstreamRelease[];
}
