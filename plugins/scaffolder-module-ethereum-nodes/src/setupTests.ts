import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// On a busy machine a page takes longer than the second that a test waits by default.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(120_000);

// jsdom scrolls nothing.
window.scrollTo = () => {};
