/**
 * An answer with every optional field of its type stated, if only as undefined: a field that the contract gains, and that is not
 * read from the database, does not compile.
 */
export type EveryField<T> = { [Field in keyof Required<T>]: T[Field] };
