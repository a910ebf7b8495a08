/** One difference between our data and a source. */
export interface Finding {
  /** Where the other value comes from, with its version. */
  source: string;
  /** Data file and field, e.g. `networks/sepolia forks.amsterdam.time`. */
  field: string;
  ours: string;
  theirs: string;
}

/** What came of looking at one source. */
export type SourceResult =
  | { source: string; checked: true; comparisons: number; findings: Finding[] }
  | { source: string; checked: false; why: string };

/** Collects findings of one source, and counts what was compared. */
export class Comparison {
  private comparisons = 0;
  private readonly findings: Finding[] = [];

  constructor(private readonly source: string) {}

  compare(field: string, ours: unknown, theirs: unknown): void {
    this.comparisons += 1;
    if (formatValue(ours) !== formatValue(theirs)) {
      this.findings.push({
        source: this.source,
        field,
        ours: formatValue(ours),
        theirs: formatValue(theirs),
      });
    }
  }

  result(): SourceResult {
    return {
      source: this.source,
      checked: true,
      comparisons: this.comparisons,
      findings: this.findings,
    };
  }
}

function formatValue(value: unknown): string {
  return value === undefined ? '(none)' : String(value).toLowerCase();
}
