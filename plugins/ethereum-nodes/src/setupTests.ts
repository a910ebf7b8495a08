import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// On a busy machine a page takes longer than the second that a test waits by default.
configure({ asyncUtilTimeout: 20_000 });

// jsdom has no layout: tests see the page as on a wide screen.
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
