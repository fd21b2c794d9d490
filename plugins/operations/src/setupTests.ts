import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Whole pages are rendered; a busy machine must make tests slow, not red.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });
