import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A page takes longer than the default timeout of one second on a busy machine.
configure({ asyncUtilTimeout: 20_000 });

// jsdom has no layout: tests render for a wide screen.
Object.defineProperty(window, 'matchMedia', {
  value: (query: string) => ({
    matches: query.startsWith('(min-width'),
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
  }),
});
