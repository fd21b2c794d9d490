const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** A report as Trivy writes it, of an image with far too many old packages. */
export function bigScan(count: number): string {
  const vulnerabilities = Array.from({ length: count }, (_, index) => ({
    VulnerabilityID: `CVE-2024-${10_000 + (index % 30_000)}`,
    PkgName: `library-${Math.floor(index / 30)}`,
    InstalledVersion: '1.2.3-4',
    FixedVersion: '1.2.3-5',
    Status: 'fixed',
    Severity: severities[index % severities.length],
    SeveritySource: 'nvd',
    Title: 'overflow when reading a crafted header',
    Description: 'A header longer than its field overwrites what follows it.',
    PublishedDate: '2024-02-01T10:15:00Z',
  }));
  return JSON.stringify({
    SchemaVersion: 2,
    CreatedAt: new Date().toISOString(),
    ArtifactName: 'registry.example.com/checkout:main',
    ArtifactType: 'container_image',
    Results: [
      {
        Target: 'checkout (ubuntu 22.04)',
        Class: 'os-pkgs',
        Type: 'ubuntu',
        Vulnerabilities: vulnerabilities,
      },
    ],
  });
}
