import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A page takes longer than the default timeout of one second on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
