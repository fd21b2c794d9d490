/** A standard as it is counted: names that people write differently are one. @public */
export interface Standard {
  /** `soc-2`, `iso-27001`; letters, digits and dashes. */
  id: string;
  title: string;
}

/** Standards that are known by many names; the first that fits. */
const known: readonly (Standard & { pattern: RegExp })[] = [
  { id: 'soc-2', title: 'SOC 2', pattern: /\bsoc[\s_-]*(2|ii)\b/i },
  {
    id: 'iso-27001',
    title: 'ISO/IEC 27001',
    pattern: /\b(iso|iec)\b.*27001|\biso27001\b|^27001\b/i,
  },
  { id: 'gdpr', title: 'GDPR', pattern: /\b(gdpr|dsgvo)\b/i },
  { id: 'pci-dss', title: 'PCI DSS', pattern: /\bpci\b/i },
  { id: 'hipaa', title: 'HIPAA', pattern: /\bhipaa\b/i },
  { id: 'fedramp', title: 'FedRAMP', pattern: /\bfed\s*ramp\b/i },
  { id: 'nist-800-53', title: 'NIST SP 800-53', pattern: /800-53/ },
  {
    id: 'nist-csf',
    title: 'NIST CSF',
    pattern: /\bcsf\b|cyber\s*security framework/i,
  },
  { id: 'dora', title: 'DORA', pattern: /\bdora\b/i },
  { id: 'nis-2', title: 'NIS 2', pattern: /\bnis[\s_-]*2\b/i },
  { id: 'cis', title: 'CIS Controls', pattern: /\bcis\b/i },
];

/** What audits are about that name no standard. @public */
export const unnamedStandard: Standard = {
  id: 'none',
  title: 'No standard named',
};

/** The standard that a framework, a standard or the title of an assessment names. @public */
export function standardOf(name: string | null | undefined): Standard {
  const text = (name ?? '').trim();
  const found = known.find(({ pattern }) => pattern.test(text));
  if (found) return { id: found.id, title: found.title };
  const id = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100);
  return id === '' || id === unnamedStandard.id
    ? unnamedStandard
    : { id, title: text.slice(0, 200) };
}
