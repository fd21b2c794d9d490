import { SubPage } from '../SubPage';
import { ComplianceContent } from './ComplianceContent';

export { ComplianceContent };

/** The compliance tab with its margins. @internal */
export function CompliancePage() {
  return (
    <SubPage>
      <ComplianceContent />
    </SubPage>
  );
}
