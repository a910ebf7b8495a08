/** Messages within messages. */
export interface Nested {
  readonly [name: string]: string | Nested;
}

/** Messages by their full keys, as a translation has them: `state.SYNCED`. */
export function flattened(messages: Nested): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).flatMap(([name, message]) =>
      typeof message === 'string'
        ? [[name, message]]
        : Object.entries(flattened(message)).map(([rest, words]) => [
            `${name}.${rest}`,
            words,
          ]),
    ),
  );
}
