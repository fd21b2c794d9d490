import { SubPage } from '../SubPage';
import { LogContent } from './LogContent';

export { LogContent };

/** The audit log tab with its margins. @internal */
export function LogPage() {
  return (
    <SubPage>
      <LogContent />
    </SubPage>
  );
}
