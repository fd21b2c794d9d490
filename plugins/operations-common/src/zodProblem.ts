import { z } from 'zod';
import { joinPath } from './evidence/unsafe';

/** Where a value is wrong and how, in words. @internal */
export interface Problem {
  /** Path like `payload.checks[2].result`; empty for the value itself. */
  field: string;
  message: string;
}

function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  // The alternative that fails furthest inside is the one that was meant.
  let best: z.core.$ZodIssue | undefined;
  for (const alternative of issue.errors) {
    const first = alternative[0] && deepest(alternative[0]);
    if (first && first.path.length > (best?.path.length ?? 0)) best = first;
  }
  return best ? { ...best, path: [...issue.path, ...best.path] } : issue;
}

/** The first problem that a schema found, with its path below `root`. @internal */
export function firstProblem(error: z.ZodError, root: string = ''): Problem {
  const issue = deepest(error.issues[0]);
  const steps = issue.path.filter(step => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const [key] = issue.keys;
    return {
      field: [...steps, key].reduce(joinPath, root) as string,
      message: 'is not a known property',
    };
  }
  return {
    field: steps.reduce(joinPath, root) as string,
    message: issue.message,
  };
}
