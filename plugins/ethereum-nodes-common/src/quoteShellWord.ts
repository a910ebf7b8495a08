export { quoteShellWord } from '@nodeyard/ethereum';
