import { EntityOperationsContent } from '@backstage-operations/plugin-operations/legacy';
import {
  EntityAboutCard,
  EntityLayout,
  EntitySwitch,
  isKind,
} from '@backstage/plugin-catalog';
import {
  EntityGroupProfileCard,
  EntityMembersListCard,
  EntityUserProfileCard,
} from '@backstage/plugin-org';
import Grid from '@material-ui/core/Grid';
import { ReactElement } from 'react';

/** An entity page with one overview and the Operations tab beside it. */
function withOperations(overview: ReactElement) {
  return (
    <EntityLayout>
      <EntityLayout.Route path="/" title="Overview">
        <Grid container>{overview}</Grid>
      </EntityLayout.Route>
      <EntityLayout.Route path="/operations" title="Operations">
        <EntityOperationsContent />
      </EntityLayout.Route>
    </EntityLayout>
  );
}

/** Every kind of entity has the tab. */
export const entityPage = (
  <EntitySwitch>
    <EntitySwitch.Case if={isKind('group')}>
      {withOperations(
        <>
          <Grid item xs={12} md={6}>
            <EntityGroupProfileCard />
          </Grid>
          <Grid item xs={12} md={6}>
            <EntityMembersListCard />
          </Grid>
        </>,
      )}
    </EntitySwitch.Case>
    <EntitySwitch.Case if={isKind('user')}>
      {withOperations(
        <Grid item xs={12} md={6}>
          <EntityUserProfileCard />
        </Grid>,
      )}
    </EntitySwitch.Case>
    <EntitySwitch.Case>
      {withOperations(
        <Grid item xs={12} md={6}>
          <EntityAboutCard />
        </Grid>,
      )}
    </EntitySwitch.Case>
  </EntitySwitch>
);
