import { shaped } from '@backstage-operations/plugin-operations-node';
import {
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Ticket } from '@backstage-operations/plugin-operations-formats';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { DeskQuestion, SupportDesk, tierOr } from '../SupportDesk';

const PAGE = 100;

const slug = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;

const user = z.looseObject({ login: z.string() }).nullish();

const issue = z.looseObject({
  number: z.number(),
  html_url: z.string(),
  created_at: z.string(),
  closed_at: z.string().nullish(),
  comments: z.number(),
  user,
  labels: z.array(
    z.union([z.string(), z.looseObject({ name: z.string().nullish() })]),
  ),
  pull_request: z.unknown().optional(),
});

const comment = z.looseObject({
  created_at: z.string(),
  author_association: z.string(),
  user,
});

type Issue = z.infer<typeof issue>;

/** Who answers for the project. */
const team = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/**
 * GitHub issues with a label as tickets: answered by the first comment of somebody of the project, solved when closed.
 *
 * @remarks `GET /repos/{slug}/issues` and the comments of each. The tier comes from labels named like `P1`, `priority: high` or `sev-2`.
 */
export const github: SupportDesk = {
  id: 'github',
  title: 'GitHub issues',
  annotation: 'github.com/project-slug',
  url: 'https://api.github.com',
  headers: ({ token }) => ({
    accept: 'application/vnd.github+json',
    'user-agent': 'backstage-operations',
    'x-github-api-version': '2022-11-28',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  }),
  async *tickets(question) {
    const { api, settings, value, period, signal } = question;
    if (!slug.test(value)) {
      throw new InputError(`"${value}" is no repository like owner/name`);
    }
    for (let page = 1; ; page += 1) {
      const search = new URLSearchParams({
        labels: settings.label ?? 'support',
        state: 'all',
        sort: 'created',
        direction: 'asc',
        // By the last change, which is never before the beginning.
        since: toIso(period.from),
        per_page: String(PAGE),
        page: String(page),
      });
      const issues = shaped(
        'GitHub',
        z.array(issue),
        await api.get(
          `${settings.url}/repos/${value}/issues?${search}`,
          signal,
        ),
      );
      const asked = issues.filter(
        one => !one.pull_request && isIn(one.created_at, period),
      );
      const tickets: Ticket[] = [];
      for (const one of asked) tickets.push(await ticketOf(one, question));
      yield tickets;
      const last = issues[issues.length - 1];
      if (issues.length < PAGE || toMillis(last.created_at) >= period.to)
        return;
    }
  },
};

function isIn(text: string, period: DeskQuestion['period']): boolean {
  const at = toMillis(text);
  return at >= period.from && at < period.to;
}

async function ticketOf(one: Issue, question: DeskQuestion): Promise<Ticket> {
  const { settings, value } = question;
  const id = `${value}#${one.number}`;
  const labels = one.labels.flatMap(label =>
    typeof label === 'string' ? label : label.name ?? [],
  );
  const incident = (settings.incidentLabel ?? 'incident').toLowerCase();
  const respondedAt = await answeredAt(one, question);
  return {
    id,
    tier: tierOr(id, labels.map(priorityOf), settings),
    openedAt: toIso(toMillis(one.created_at)),
    ...(respondedAt ? { respondedAt } : {}),
    ...(one.closed_at ? { resolvedAt: toIso(toMillis(one.closed_at)) } : {}),
    url: one.html_url,
    incident: labels.some(label => label.toLowerCase() === incident)
      ? id
      : null,
  };
}

/** `priority: high`, `prio/2` and `sev-1` without what stands before the priority. */
function priorityOf(label: string): string {
  return label.replace(/^(priority|prio|severity|tier)\s*[:/=-]\s*/i, '');
}

/** When somebody of the project first said something; who opened the issue answers nothing by it. */
async function answeredAt(
  one: Issue,
  { api, settings, value, signal }: DeskQuestion,
): Promise<string | undefined> {
  for (let page = 1; (page - 1) * PAGE < one.comments; page += 1) {
    const comments = shaped(
      'GitHub',
      z.array(comment),
      await api.get(
        `${settings.url}/repos/${value}/issues/${one.number}/comments?per_page=${PAGE}&page=${page}`,
        signal,
      ),
    );
    const answer = comments.find(
      ({ author_association: role, user: author }) =>
        team.has(role) && author?.login !== one.user?.login,
    );
    if (answer) return toIso(toMillis(answer.created_at));
    if (comments.length < PAGE) return undefined;
  }
  return undefined;
}
