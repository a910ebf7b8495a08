import { parser } from '@prometheus-io/lezer-promql';

/**
 * Names of the series that a PromQL expression reads, by Prometheus' own grammar.
 *
 * @throws when the expression is not PromQL, or selects series without a name, so that its dependencies are unknown
 */
export function readSeries(expression: string): string[] {
  const names = new Set<string>();
  parser.parse(expression).iterate({
    enter({ type, from, to, node }) {
      const text = expression.slice(from, to);
      if (type.isError) {
        throw new Error(`"${expression}" is not PromQL at character ${from}.`);
      }
      if (type.name !== 'VectorSelector') return;
      const name = node.getChild('Identifier');
      if (!name) {
        throw new Error(
          `"${text}" names no series. Put a name before the "{".`,
        );
      }
      names.add(expression.slice(name.from, name.to));
    },
  });
  return [...names];
}
