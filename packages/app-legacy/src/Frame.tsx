import {
  CatalogIcon,
  DashboardIcon,
  Sidebar,
  SidebarItem,
  SidebarPage,
  SidebarSpace,
  UserIcon,
} from '@backstage/core-components';
import { PropsWithChildren } from 'react';

/** The side bar around every page. */
export function Frame(props: PropsWithChildren<{}>) {
  return (
    <SidebarPage>
      <Sidebar>
        <SidebarItem icon={CatalogIcon} to="catalog" text="Catalog" />
        <SidebarItem icon={DashboardIcon} to="operations" text="Operations" />
        <SidebarSpace />
        <SidebarItem icon={UserIcon} to="settings" text="Settings" />
      </Sidebar>
      {props.children}
    </SidebarPage>
  );
}
