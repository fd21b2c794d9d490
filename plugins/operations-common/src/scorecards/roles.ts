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
