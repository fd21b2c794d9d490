import { SubPage } from '../SubPage';
import { FleetContent } from './FleetContent';

export { FleetContent };

/** The fleet tab with its margins. @internal */
export function FleetPage() {
  return (
    <SubPage>
      <FleetContent />
    </SubPage>
  );
}
