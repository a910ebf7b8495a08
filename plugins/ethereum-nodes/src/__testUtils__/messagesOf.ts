/** Messages of a translation reference, which its type does not expose. */
export function messagesOf(ref: unknown): Record<string, string> {
  return (
    ref as { getDefaultMessages(): Record<string, string> }
  ).getDefaultMessages();
}
