import { z } from 'zod';
import { joinPath } from './evidence/unsafe';

/** Where a value is wrong and how, in words. @internal */
export interface PathProblem {
  path: (string | number)[];
  message: string;
}

/** The same with the path as text. @internal */
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

/** A path as text, below `root`. @internal */
export function pathText(path: PathProblem['path'], root: string = ''): string {
  return path.reduce<string>(joinPath, root);
}

/** Everything that a schema found. @internal */
export function pathProblems(error: z.ZodError): PathProblem[] {
  return error.issues.flatMap(found => {
    const issue = deepest(found);
    const path = issue.path.filter(step => typeof step !== 'symbol');
    if (issue.code !== 'unrecognized_keys') {
      return [{ path, message: issue.message }];
    }
    return issue.keys.map(key => ({
      path: [...path, key],
      message: 'is not a known property',
    }));
  });
}

/** The first problem that a schema found, with its path below `root`. @internal */
export function firstProblem(error: z.ZodError, root: string = ''): Problem {
  const [{ path, message }] = pathProblems(error);
  return { field: pathText(path, root), message };
}
