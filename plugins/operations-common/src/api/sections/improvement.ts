/** The improvement backlog. @public */
export interface ImprovementSection {
  open: number;
  done: number;
  overdue: number;
  validated: number;
  items: {
    title: string;
    source?: string;
    priority?: string;
    status: string;
    dueAt?: string;
    validatedAt?: string;
    url?: string;
    overdue?: boolean;
    owner?: string;
    /** The incident whose review asked for it. */
    incident?: string;
  }[];
}
