import { Dataset } from './Dataset';
import { rankOf } from './ladder';
import { JudgedTest, judgedTests } from './proof';

/** Whether a test restored something at all, or only looked at the artifact. */
function restores({ record }: JudgedTest): boolean {
  const { level, missing, extra, mismatched } = record.payload;
  return (
    rankOf(level) >= rankOf('L2') || Boolean(missing ?? extra ?? mismatched)
  );
}

/** The newest restore of a data set, whatever came of it; a mere checksum of the artifact is none. @internal */
export function latestRestore(dataset: Dataset): JudgedTest | undefined {
  return judgedTests(dataset).filter(restores).pop();
}

/** The newest restore that was completed in isolation and in which nothing failed. @internal */
export function lastSuccess(dataset: Dataset): JudgedTest | undefined {
  return judgedTests(dataset)
    .filter(test => !test.failed && rankOf(test.level) >= rankOf('L2'))
    .pop();
}

/** How many files a restore is at odds about. @internal */
export interface WrongFiles {
  missing: number;
  extra: number;
  mismatched: number;
}

/** Counts what a restore found wrong; `count` is undefined when it does not say. @internal */
export function wrongFiles({ record, steps }: JudgedTest): {
  count?: number;
  files: WrongFiles;
} {
  const { missing, extra, mismatched } = record.payload;
  const files = {
    missing: missing?.length ?? 0,
    extra: extra?.length ?? 0,
    mismatched: mismatched?.length ?? 0,
  };
  const count = files.missing + files.extra + files.mismatched;
  const compared = steps.some(
    step => step.level === 'L3' && step.state === 'reached',
  );
  const said = missing !== undefined || compared || count > 0;
  return said ? { count, files } : { files };
}
