import type { Outcome } from '../program';
import type { UpstreamRelease } from '../upstreamRules';

/** How platform.ts renders a layer, and what it reads out of a stand-in. */
export interface Rendering {
  /** A copy of what is deployed, with stand-ins for charts of others. */
  directory: string;
  schemas: readonly string[];
  template(environment: string, layer: string): Outcome;
  releasesIn(rendered: string): UpstreamRelease[];
}
