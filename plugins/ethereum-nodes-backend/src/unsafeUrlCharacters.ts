/** Spaces, backslashes and control characters, which URL parsers remove or replace. */
// eslint-disable-next-line no-control-regex
export const UNSAFE_URL_CHARACTERS = /[\s\\\u0000-\u001f\u007f-\u009f]/;
