import type { NodeState } from '../health/verdict';
import type { Message, MessageValue } from './message';

/** What kinds of parameters there are, as TypeScript has them. @public */
export interface ParameterKinds {
  /** ISO 8601, UTC. */
  instant: string;
  /** ISO 8601, UTC, of which the day alone is said. */
  day: string;
  /** A day of the calendar, wherever one is: `2026-10-26`. */
  date: string;
  /** A duration in seconds. */
  seconds: number;
  bytes: number;
  /** Of blocks, slots, epochs, chains, nodes: written as explorers and logs write it. */
  number: number;
  /** A figure with one decimal. */
  rate: number;
  layer: 'execution' | 'consensus';
  state: NodeState;
  /** A name, an address, words of a client: never translated. */
  text: string;
  message: Message;
  /** Sentences one after the other. */
  messages: Message[];
}
/** @public */
export type ParameterKind = keyof ParameterKinds;

/** One sentence of a table: its English with `{{name}}` for each parameter, and the kinds of these. @public */
export interface MessageEntry {
  english: string;
  /** What it says where the head and its age stand beside it already; empty for nothing. */
  besideHead?: string;
  params: Readonly<Record<string, ParameterKind>>;
}
/** @public */
export type MessageTable = Readonly<Record<string, MessageEntry>>;

/** @public */
export type ParametersOf<Entry extends MessageEntry> = {
  [Name in keyof Entry['params']]: ParameterKinds[Entry['params'][Name]];
};

/** Keeps the codes and kinds of a table as literal types. @public */
export function messageTable<const Table extends MessageTable>(
  table: Table,
): Table {
  return table;
}

/** Makes the messages of a table: a code that it does not have, or another parameter, is an error of types. @public */
export function createMessageFactory<Table extends MessageTable>(_: Table) {
  return <Code extends keyof Table & string>(
    code: Code,
    params: ParametersOf<Table[Code]>,
  ): Message => ({ code, params: params as Record<string, MessageValue> });
}
