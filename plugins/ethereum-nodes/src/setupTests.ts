import '@testing-library/jest-dom';

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
