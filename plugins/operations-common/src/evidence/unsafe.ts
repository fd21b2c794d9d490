import { InputError } from '@backstage/errors';

/** Deepest nesting of objects and arrays that is accepted. */
export const maxDepth = 64;

/** A value or text that is refused, with the path of what is wrong. @public */
export class UnsafeValueError extends InputError {
  /** Path like `items[3].payload.sizeBytes`; empty for the value itself. */
  readonly field: string;
  /** What is wrong with it, without the path. */
  readonly problem: string;

  constructor(field: string, problem: string) {
    super(field === '' ? problem : `${field}: ${problem}`);
    this.name = 'InputError';
    this.field = field;
    this.problem = problem;
  }
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
const loneSurrogate = /\p{Surrogate}/u;

/** Why a key is refused. */
export function keyProblem(key: string): string | undefined {
  if (forbidden.has(key)) return `the key ${key} is not allowed`;
  return textProblem(key);
}

/** Why a text is refused. */
export function textProblem(text: string): string | undefined {
  if (text.includes('\0')) return 'contains a NUL character';
  if (loneSurrogate.test(text)) return 'contains a lone surrogate';
  return undefined;
}

/** Why a number is refused: JSON readers disagree about everything beyond 2^53 − 1. */
export function numberProblem(value: number): string | undefined {
  if (Number.isNaN(value)) return 'is not a number';
  if (!Number.isFinite(value)) return 'is not a finite number';
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return 'is beyond 2^53 - 1, which JSON does not carry without loss';
  }
  return undefined;
}

/** A key or index as the next part of a path. */
export function joinPath(path: string, step: string | number): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  const shown = step.length > 64 ? `${step.slice(0, 64)}…` : step;
  if (!/^[\w.:/-]+$/.test(shown)) return `${path}[${JSON.stringify(shown)}]`;
  return path === '' ? shown : `${path}.${shown}`;
}
