/** Why a person may not decide, without the name of the rule that the backend puts before its sentence. @internal */
export function whyNot(forbidden: string): string {
  return forbidden.replace(/^\w+: /, '');
}
