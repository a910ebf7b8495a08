import type { Port } from './pods';
import { written, type Source, type Target } from './probers';
import { allowing, namespaces, type End, type Rule, type Table } from './table';

/** One possible connection. */
export interface Cell {
  from: Source;
  to: Target;
  /** Name of the port, and its number with its protocol. */
  port: Port;
  /** The lines of the table that allow it. */
  rules: Rule[];
}

/** Whether policies of the nodes' namespace apply to it. All others are unrestricted. */
const isPoliced = ({ namespace }: End) => namespace === namespaces.nodes;

/** Every connection that policies of the nodes' namespace decide about. */
export function cellsOf(
  table: Table,
  sources: Source[],
  targets: Target[],
): Cell[] {
  return sources.flatMap(from =>
    targets
      .filter(to => to.name !== from.name)
      .filter(to => isPoliced(from) || isPoliced(to))
      .flatMap(to => portsOf(to).map(port => ({ to, ...port })))
      .map(({ to, names, port }) => ({
        from,
        to,
        port,
        rules: names.flatMap(name => allowing(table, from, to, name)),
      })),
  );
}

/** The target's ports, each once: a daemon has two names for one. */
function portsOf({ ports }: Target): Array<{ names: string[]; port: Port }> {
  const byNumber = new Map<string, { names: string[]; port: Port }>();
  for (const port of ports) {
    const key = written('', port);
    const known = byNumber.get(key);
    if (known) known.names.push(port.name);
    else byNumber.set(key, { names: [port.name], port });
  }
  return [...byNumber.values()];
}

/** Tries every connection, all that come from one source at once. @returns those that were made */
export async function tryAll(cells: Cell[]): Promise<Set<Cell>> {
  const address = ({ to, port }: Cell) => written(to.address, port);
  const sources = [...new Set(cells.map(({ from }) => from))];
  const made = await Promise.all(
    sources.map(async source => {
      const own = cells.filter(({ from }) => from === source);
      const open = new Set(await source.dial(own.map(address)));
      return own.filter(cell => open.has(address(cell)));
    }),
  );
  return new Set(made.flat());
}

/** `sync -> pool rpc-http 8545/TCP` */
export function describeCell({ from, to, port }: Cell): string {
  const number = written('', port).slice(1);
  return `${from.name} -> ${to.name} ${port.name} ${number}`;
}

/** Unexpected and missing connections: none if the table is right. */
export function differences(
  cells: Cell[],
  made: Set<Cell>,
  expected: (cell: Cell) => boolean,
): string[] {
  return cells
    .filter(cell => made.has(cell) !== expected(cell))
    .map(cell =>
      made.has(cell)
        ? `passes, and should not: ${describeCell(cell)}`
        : `is refused, and should pass: ${describeCell(cell)}`,
    );
}
