/** Result of a check: a summary for its line, or the problems, one per line. */
export type Finding =
  | { ok: true; words: string }
  | { ok: false; problems: string };

/** Counts checks and prints a line for each. */
export class Report {
  private passed = 0;
  private failed = 0;

  check(title: string, perform: () => Finding): void {
    const began = performance.now();
    const finding = this.perform(perform);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (finding.ok) {
      this.passed += 1;
      process.stdout.write(`ok    ${title}: ${finding.words} (${seconds} s)\n`);
    } else {
      this.failed += 1;
      process.stdout.write(
        `FAIL  ${title} (${seconds} s)\n${finding.problems.replace(
          /^/gm,
          '        ',
        )}\n`,
      );
    }
  }

  /** Prints the summary; the exit code. */
  end(): number {
    process.stdout.write(`${this.passed} passed, ${this.failed} failed\n`);
    return this.failed === 0 ? 0 : 1;
  }

  private perform(perform: () => Finding): Finding {
    try {
      return perform();
    } catch (error) {
      return {
        ok: false,
        problems: error instanceof Error ? error.message : String(error),
      };
    }
  }
}

/** A finding from a list of problems. */
export function findingOf(problems: readonly string[], words: string): Finding {
  return problems.length === 0
    ? { ok: true, words }
    : { ok: false, problems: problems.join('\n') };
}
