import { SubPage } from '../SubPage';
import { CatalogueContent } from './CatalogueContent';

export { CatalogueContent };

/** The scorecard catalogue with its margins. @internal */
export function CataloguePage() {
  return (
    <SubPage>
      <CatalogueContent />
    </SubPage>
  );
}
