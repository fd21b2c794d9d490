/**
 * `operations`: push evidence, ask gates, prove restores.
 *
 * @packageDocumentation
 */
import { createProgram } from './program';
import { defaultIo } from './io/Io';
import { reportError } from './io/reportError';

createProgram(defaultIo)
  .parseAsync()
  .catch(error => {
    process.exitCode = reportError(defaultIo, error);
  });
