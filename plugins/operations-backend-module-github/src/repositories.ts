import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { InputError } from '@backstage/errors';
import {
  GithubIntegration,
  ScmIntegrationsGroup,
} from '@backstage/integration';
import { Repository } from './GithubApi';

/** Annotation with the repositories of an entity, `owner/name`, comma separated. */
const SLUG = 'github.com/project-slug';

/** Annotation that names the server, where it is not github.com. */
const SOURCE = 'backstage.io/source-location';

/** The repositories that an entity names, `owner/name` each. */
export function slugsOf(entity: EntityProfile): string[] {
  return (entity.annotations[SLUG] ?? '')
    .split(',')
    .map(slug => slug.trim())
    .filter(Boolean);
}

/** @throws InputError when the name is none, or no server is configured for it */
export function repositoryOf(
  entity: EntityProfile,
  slug: string,
  integrations: ScmIntegrationsGroup<GithubIntegration>,
): Repository {
  if (!/^[\w.-]+\/[\w.-]+$/.test(slug)) {
    throw new InputError(`${SLUG}: ${slug} is not of the form owner/name`);
  }
  const source = entity.annotations[SOURCE]?.replace(/^url:/, '');
  const integration =
    (source && integrations.byUrl(source)) || integrations.byHost('github.com');
  const apiBaseUrl = integration?.config.apiBaseUrl;
  if (!integration || !apiBaseUrl) {
    throw new InputError(`integrations.github has no server for ${slug}`);
  }
  const { host } = integration.config;
  return { slug, apiBaseUrl, url: `https://${host}/${slug}` };
}
