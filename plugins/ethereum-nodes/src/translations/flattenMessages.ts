/** Messages grouped by name, at any depth. */
interface NestedMessages {
  readonly [name: string]: string | NestedMessages;
}

/** Messages by full key, the form of translation resources: `state.SYNCED`. */
export function flattenMessages(
  messages: NestedMessages,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).flatMap(([name, message]) =>
      typeof message === 'string'
        ? [[name, message]]
        : Object.entries(flattenMessages(message)).map(([rest, text]) => [
            `${name}.${rest}`,
            text,
          ]),
    ),
  );
}
