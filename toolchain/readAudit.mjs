// Reads what `yarn npm audit --json` printed. An error is not a clean audit.

/** Turns yarn's word for how bad it is into ours. */
const severities = {
  critical: 'critical',
  high: 'high',
  moderate: 'medium',
  low: 'low',
  info: 'low',
};

/**
 * The advisories of an audit, or why there is no audit.
 *
 * @param {{ status: number | null, stdout: string, stderr: string }} run
 * @returns {{ reason: string } | { findings: object[], criticals: number }}
 */
export function readAudit({ status, stdout, stderr }) {
  const lines = stdout.split('\n').filter(line => line.trim() !== '');
  const advisories = [];
  for (const line of lines) {
    const advisory = parseAdvisory(line);
    if (!advisory) return { reason: unusable(status, stdout, stderr) };
    advisories.push(advisory);
  }
  // Yarn exits with 1 when it found something, and when it failed; only what it printed tells the two apart.
  if (status !== 0 && advisories.length === 0) {
    return { reason: unusable(status, stdout, stderr) };
  }
  const findings = advisories.map(({ value, children }) => ({
    vulnerability: idOf(children),
    package: value,
    ecosystem: 'npm',
    version: String(children['Tree Versions']?.[0] ?? ''),
    severity: severities[children.Severity] ?? 'unknown',
    title: String(children.Issue ?? '').slice(0, 500),
    url: children.URL ?? null,
  }));
  const criticals = new Set(
    findings
      .filter(finding => finding.severity === 'critical')
      .map(finding => finding.vulnerability),
  ).size;
  return { findings, criticals };
}

function parseAdvisory(line) {
  try {
    const entry = JSON.parse(line);
    return typeof entry.value === 'string' && entry.children
      ? entry
      : undefined;
  } catch {
    return undefined;
  }
}

/** The advisory's GHSA id where its address has one, else the registry's number. */
function idOf(children) {
  const ghsa = /GHSA(-[0-9a-z]{4}){3}/.exec(children.URL ?? '');
  return ghsa?.[0] ?? `npm-${children.ID}`;
}

function unusable(status, stdout, stderr) {
  const said = /Response code \d+ \([^)]*\)|YN\d{4}: .*/.exec(
    `${stderr}\n${stdout}`,
  );
  return `yarn npm audit gave no report: ${
    said?.[0] ?? `exit code ${status}`
  }`.slice(0, 300);
}
