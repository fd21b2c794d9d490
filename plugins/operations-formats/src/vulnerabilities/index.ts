import { Format } from '../Format';
import { awsSsm } from './awsSsm';
import { csafVex } from './csafVex';
import { cyclonedx } from './cyclonedx';
import { dependabot } from './dependabot';
import { dependabotWebhook } from './dependabotWebhook';
import { dependencyTrack } from './dependencyTrack';
import { endOfLifeDate } from './endOfLife';
import { grype } from './grype';
import { npmAudit } from './npmAudit';
import { openvex } from './openvex';
import { osvScanner } from './osvScanner';
import { sarif } from './sarif';
import { snyk } from './snyk';
import { trivy } from './trivy';
import { yarnAudit } from './yarnAudit';

/** Formats of vulnerability scanners, of statements about vulnerabilities and of patch states. */
export const vulnerabilityFormats: readonly Format[] = [
  dependabot,
  dependabotWebhook,
  trivy,
  grype,
  osvScanner,
  npmAudit,
  yarnAudit,
  cyclonedx,
  openvex,
  csafVex,
  sarif,
  dependencyTrack,
  snyk,
  awsSsm,
  endOfLifeDate,
];
