type Translate = (key: string, params: Record<string, string>) => string;

/**
 * Makes a translation function safe for parameters from outside: it gets slots for them, which are filled afterwards, so that a
 * parameter that looks like a key or a placeholder stays what it is.
 * @public
 */
export function withSlots(translate: Translate): Translate {
  return (key, params) => {
    const slots = Object.fromEntries(
      Object.keys(params).map(name => [name, `\uE000${name}\uE001`]),
    );
    return translate(key, slots).replace(
      /\uE000(\w+)\uE001/g,
      (_, name) => params[name] ?? '',
    );
  };
}
