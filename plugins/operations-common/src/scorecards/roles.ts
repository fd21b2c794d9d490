import { remember } from '../remember';

/** Roles of the phase documents; an organisation says in its configuration which groups hold them. @public */
export const roleNames = [
  'sre-lead',
  'devops-lead',
  'tech-lead',
  'security-lead',
  'compliance-officer',
  'product-owner',
  'support-lead',
  'docs-lead',
  'ciso',
  'legal',
  'executive-sponsor',
] as const;

const acronyms: Record<string, string> = {
  sre: 'SRE',
  ciso: 'CISO',
  devops: 'DevOps',
  qa: 'QA',
  dba: 'DBA',
};

const titleOf = remember((role: string) => {
  const words = role.split(/[-_]/).map(word => acronyms[word] ?? word);
  const [first = '', ...rest] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' ');
});

/** The id of a role as people say it, `SRE lead` for `sre-lead`; roles of an organisation's own as well. @public */
export function roleTitle(role: string): string {
  return titleOf(role);
}
